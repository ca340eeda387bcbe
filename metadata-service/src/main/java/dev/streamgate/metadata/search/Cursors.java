/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.search;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Opaque cursors: the last item's sort key and id, signed together with the list that
 * they belong to. The key lies in the database, so every replica takes them. Safe for
 * threads.
 */
@Component
class Cursors {

    private static final String ALGORITHM = "HmacSHA256";

    private static final int SIGNATURE = 16;

    private static final int MAX_LENGTH = 8192;

    private static final char SEPARATOR = '\0';

    private final JdbcClient jdbc;

    Cursors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    String write(Position position, String list) {
        byte[] payload = (position.key() + SEPARATOR + position.id()).getBytes(StandardCharsets.UTF_8);
        byte[] signature = sign(payload, list);
        byte[] cursor = Arrays.copyOf(signature, SIGNATURE + payload.length);
        System.arraycopy(payload, 0, cursor, SIGNATURE, payload.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /**
     * Reads a cursor.
     * @throws ProblemException 400 when this list did not make it
     */
    Position read(String cursor, String list) {
        byte[] bytes = decode(cursor);
        byte[] payload = Arrays.copyOfRange(bytes, SIGNATURE, bytes.length);
        if (!MessageDigest.isEqual(Arrays.copyOf(bytes, SIGNATURE), sign(payload, list))) {
            throw invalid();
        }
        String text = new String(payload, StandardCharsets.UTF_8);
        int separator = text.lastIndexOf(SEPARATOR);
        return new Position(text.substring(0, separator), text.substring(separator + 1));
    }

    private static byte[] decode(String cursor) {
        try {
            byte[] bytes = (cursor.length() <= MAX_LENGTH) ? Base64.getUrlDecoder().decode(cursor) : new byte[0];
            boolean canonical = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(cursor);
            if (canonical && bytes.length > SIGNATURE) {
                return bytes;
            }
        }
        catch (IllegalArgumentException ex) {
            throw invalid();
        }
        throw invalid();
    }

    private byte[] sign(byte[] payload, String list) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(), ALGORITHM));
            mac.update(list.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) SEPARATOR);
            return Arrays.copyOf(mac.doFinal(payload), SIGNATURE);
        }
        catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, ex);
        }
    }

    private byte[] key() {
        return this.jdbc.sql("SELECT key FROM cursor_key")
            .query(String.class)
            .single()
            .getBytes(StandardCharsets.UTF_8);
    }

    private static ProblemException invalid() {
        return new ProblemException(ProblemType.INVALID_PAGE,
                "Use the nextCursor of the same list, with the same filters and order, or none to begin again.");
    }

    /**
     * Where a page ended.
     *
     * @param key the last item's sort key as text
     * @param id the last item's id
     */
    record Position(String key, String id) {
    }

}
