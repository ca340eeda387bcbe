/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.tus;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * The {@code Upload-Metadata} header: pairs of a key and a base64 value.
 *
 * @param header as the client sent it; {@code null} if absent
 * @param values decoded values by key
 */
record TusMetadata(@Nullable String header, Map<String, String> values) {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x2b\\x2d-\\x7e]+");

    static TusMetadata parse(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return new TusMetadata(null, Map.of());
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : header.split(",", -1)) {
            String[] tokens = pair.strip().split(" ", 2);
            if (!KEY.matcher(tokens[0]).matches()) {
                throw malformed("has a key that is empty or not ASCII");
            }
            if (values.put(tokens[0], (tokens.length > 1) ? decode(tokens[0], tokens[1].strip()) : "") != null) {
                throw malformed("has the key " + tokens[0] + " twice");
            }
        }
        return new TusMetadata(header, values);
    }

    /** A value; {@code null} if absent or empty. */
    @Nullable String get(String key) {
        String value = this.values.get(key);
        return (value == null || value.isEmpty()) ? null : value;
    }

    private static String decode(String key, String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        }
        catch (IllegalArgumentException ex) {
            throw malformed("has a value of " + key + " that is not base64");
        }
        catch (CharacterCodingException ex) {
            throw malformed("has a value of " + key + " that is not UTF-8");
        }
    }

    private static ProblemException malformed(String reason) {
        return new ProblemException(ProblemType.BAD_REQUEST, TusProtocol.UPLOAD_METADATA + " " + reason + ".");
    }

}
