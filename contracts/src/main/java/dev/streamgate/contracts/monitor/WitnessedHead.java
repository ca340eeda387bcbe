/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

/**
 * The signed end of a service's audit journal, as monitor keeps it.
 *
 * @param service whose journal it is
 * @param instance host and port it was first seen at
 * @param journal name of the journal among those of its service on one machine
 * @param sequence number of the last line that it covers
 * @param hash of that line, SHA-256 in hexadecimal
 * @param timestamp when it was signed, as signed
 * @param signature Ed25519, in base64
 * @param publicKey the journal's key, pinned at first sight, X.509 in base64
 */
public record WitnessedHead(String service, String instance, String journal, long sequence, String hash,
        String timestamp, String signature, String publicKey) {
}
