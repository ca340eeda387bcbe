/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

/**
 * The signed head of a service's audit journal, as monitor-service stores it.
 *
 * @param service service that writes the journal
 * @param instance host and port at which the journal was first found
 * @param journal name of the journal among those of its service on one machine
 * @param sequence number of the last entry that it covers
 * @param hash SHA-256 of that entry, in hexadecimal
 * @param timestamp time of the signature, in the signed form
 * @param signature Ed25519 signature, in base64
 * @param publicKey the journal's key, trusted on first use, X.509 in base64
 */
public record WitnessedHead(String service, String instance, String journal, long sequence, String hash,
        String timestamp, String signature, String publicKey) {
}
