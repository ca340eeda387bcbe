/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.hardening.digest.Sha256;

/**
 * The format of a journal line: a JSON object, a tab, and the SHA-256, in hexadecimal, of
 * the previous line's hash followed by the object. The object is escaped so that no event
 * can contain a tab or a line break.
 */
final class JournalLine {

    /** The hash that the first line of a journal continues. */
    static final byte[] GENESIS = new byte[32];

    private static final int HASH_LENGTH = 64;

    private static final JsonMapper json = JsonMapper.builder().build();

    private JournalLine() {
    }

    static String segment(long sequence, int number, byte[] previous, String publicKey) {
        return "{\"seq\":%d,\"segment\":%d,\"previous\":\"%s\",\"key\":\"%s\"}".formatted(sequence, number,
                HexFormat.of().formatHex(previous), publicKey);
    }

    static String checkpoint(long sequence, String head, String timestamp, String signature) {
        return "{\"seq\":%d,\"checkpoint\":\"%s\",\"timestamp\":\"%s\",\"signature\":\"%s\"}".formatted(sequence, head,
                timestamp, signature);
    }

    /** The message that a checkpoint signs. */
    static byte[] signed(long sequence, byte[] head, String timestamp) {
        return "streamgate-audit %d %s %s".formatted(sequence, HexFormat.of().formatHex(head), timestamp)
            .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] hash(byte[] previous, String object) {
        MessageDigest sha256 = Sha256.newDigest();
        sha256.update(previous);
        return sha256.digest(object.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the object of a line whose hash continues the previous one; null if the
     * line was modified.
     */
    static @Nullable String verified(String line, byte[] previous) {
        int tab = line.length() - HASH_LENGTH - 1;
        if (tab <= 0 || line.charAt(tab) != '\t') {
            return null;
        }
        String object = line.substring(0, tab);
        return HexFormat.of().formatHex(hash(previous, object)).equals(line.substring(tab + 1)) ? object : null;
    }

    /** Returns the hash at the end of a line; null without one. */
    static byte @Nullable [] storedHash(String line) {
        int tab = line.length() - HASH_LENGTH - 1;
        String hex = (tab > 0 && line.charAt(tab) == '\t') ? line.substring(tab + 1) : "";
        return hex.matches("[0-9a-f]{64}") ? HexFormat.of().parseHex(hex) : null;
    }

    /** Parses the object of a line; null if it is malformed. */
    static @Nullable JsonNode read(String line) {
        int tab = line.lastIndexOf('\t');
        try {
            JsonNode node = json.readTree((tab >= 0) ? line.substring(0, tab) : line);
            return node.isObject() ? node : null;
        }
        catch (JacksonException ex) {
            return null;
        }
    }

    /**
     * Returns the event of an object; null if it is a segment header, a checkpoint or
     * malformed.
     */
    static @Nullable AuditRecord event(JsonNode node) {
        if (!node.path("id").isString() || !node.path("timestamp").isString()) {
            return null;
        }
        Map<String, String> details = new TreeMap<>();
        node.path("details")
            .properties()
            .forEach((detail) -> details.put(detail.getKey(), detail.getValue().asString("")));
        try {
            return new AuditRecord(node.path("id").asString(""), Instant.parse(node.path("timestamp").asString("")),
                    node.path("type").asString(""), node.path("actor").asString(""), node.path("action").asString(""),
                    node.path("resource").asString(""), node.path("result").asString(""), details);
        }
        catch (DateTimeException ex) {
            return null;
        }
    }

    /** Decodes UTF-8; null if the bytes are malformed. */
    static @Nullable String decode(byte[] line) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
        }
        catch (CharacterCodingException ex) {
            return null;
        }
    }

}
