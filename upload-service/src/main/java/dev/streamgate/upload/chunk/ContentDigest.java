/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.chunk;

import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/** The sha-256 of a {@code Content-Digest} (RFC 9530). */
final class ContentDigest {

    private static final Pattern MEMBER = Pattern.compile("\\s*([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):\\s*");

    private ContentDigest() {
    }

    /**
     * The digest as 64 hex digits; {@code null} when the header is absent or names only
     * algorithms that are not known here, which RFC 9530 lets a recipient ignore.
     */
    static @Nullable String sha256(@Nullable String header) {
        String found = null;
        if (header != null) {
            for (String member : header.split(",", -1)) {
                Matcher matcher = MEMBER.matcher(member);
                if (!matcher.matches()) {
                    throw invalid();
                }
                if ("sha-256".equals(matcher.group(1))) {
                    found = hex(matcher.group(2));
                }
            }
        }
        return found;
    }

    private static String hex(String base64) {
        try {
            byte[] hash = Base64.getDecoder().decode(base64);
            if (hash.length == 32) {
                return HexFormat.of().formatHex(hash);
            }
        }
        catch (IllegalArgumentException ex) {
            // As wrong as one of another length.
        }
        throw invalid();
    }

    private static ProblemException invalid() {
        return new ProblemException(ProblemType.BAD_REQUEST,
                "Content-Digest is sha-256=:…: with the hash in base64 (RFC 9530).");
    }

}
