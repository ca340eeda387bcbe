/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The signed head of a journal: a commitment to all of its lines so far. A witness that
 * stores heads elsewhere can prove later modification or truncation. Immutable.
 *
 * @param sequence sequence of the last line that the head covers
 * @param hash hash of that line, SHA-256 in hexadecimal
 * @param timestamp time of the signature, ISO 8601
 * @param signature Ed25519 signature in base64
 * @param publicKey X.509 public key in base64
 */
public record AuditHead(long sequence, String hash, String timestamp, String signature, String publicKey) {

    /**
     * Verifies the signature.
     * @param key the X.509 public key in base64
     * @return whether the signature is valid for that key
     */
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
