/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The signed end of a journal. Whoever keeps one elsewhere (a witness) can prove later
 * that nothing before it was changed or cut off.
 *
 * @param sequence number of the last line that it covers
 * @param hash of that line, SHA-256 in hexadecimal
 * @param timestamp when it was signed
 * @param signature Ed25519, in base64
 * @param publicKey that it verifies with, X.509 in base64
 */
public record AuditHead(long sequence, String hash, String timestamp, String signature, String publicKey) {

    /** Whether the signature holds under the key. */
    public boolean isSignedBy(String key) {
        return this.hash.matches("[0-9a-f]{64}") && JournalSigningKey.verify(key,
                JournalLine.signed(this.sequence, HexFormat.of().parseHex(this.hash), this.timestamp), this.signature);
    }

    static @Nullable AuditHead of(JsonNode node, String publicKey) {
        if (!node.path("checkpoint").isString()) {
            return null;
        }
        return new AuditHead(node.path("seq").asLong(0) - 1, node.path("checkpoint").asString(""),
                node.path("timestamp").asString(""), node.path("signature").asString(""), publicKey);
    }

}
