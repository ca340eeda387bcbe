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
 * {@code Upload-Metadata}: pairs of a key and a base64 value.
 *
 * @param raw as the client sent it, to be sent back; {@code null} when there is none
 * @param values the values that are text, by key
 */
record TusMetadata(@Nullable String raw, Map<String, String> values) {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x2b\\x2d-\\x7e]+");

    static TusMetadata parse(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return new TusMetadata(null, Map.of());
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : header.split(",", -1)) {
            String[] words = pair.strip().split(" ", 2);
            if (!KEY.matcher(words[0]).matches()) {
                throw invalid("has a key that is empty or not ASCII");
            }
            if (values.put(words[0], (words.length > 1) ? decode(words[0], words[1].strip()) : "") != null) {
                throw invalid("has the key " + words[0] + " twice");
            }
        }
        return new TusMetadata(header, values);
    }

    /** A value; {@code null} when it is absent or empty. */
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
            throw invalid("has a value of " + key + " that is not base64");
        }
        catch (CharacterCodingException ex) {
            throw invalid("has a value of " + key + " that is not UTF-8");
        }
    }

    private static ProblemException invalid(String what) {
        return new ProblemException(ProblemType.BAD_REQUEST, TusProtocol.UPLOAD_METADATA + " " + what + ".");
    }

}
