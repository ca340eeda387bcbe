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

/** The {@code sha-256} member of a {@code Content-Digest} field (RFC 9530). */
final class ContentDigest {

    private static final Pattern MEMBER = Pattern.compile("\\s*([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):\\s*");

    private ContentDigest() {
    }

    /**
     * Parses the field.
     * @return the digest as 64 hex digits; {@code null} if the field is absent or has
     * only other algorithms, which RFC 9530 lets a recipient ignore
     * @throws ProblemException 400 if the field is malformed
     */
    static @Nullable String sha256(@Nullable String field) {
        String digest = null;
        if (field != null) {
            for (String member : field.split(",", -1)) {
                Matcher matcher = MEMBER.matcher(member);
                if (!matcher.matches()) {
                    throw malformed();
                }
                if ("sha-256".equals(matcher.group(1))) {
                    digest = hex(matcher.group(2));
                }
            }
        }
        return digest;
    }

    private static String hex(String base64) {
        try {
            byte[] hash = Base64.getDecoder().decode(base64);
            if (hash.length == 32) {
                return HexFormat.of().formatHex(hash);
            }
        }
        catch (IllegalArgumentException ex) {
            // Malformed, like a hash of another length.
        }
        throw malformed();
    }

    private static ProblemException malformed() {
        return new ProblemException(ProblemType.BAD_REQUEST,
                "Content-Digest has the form sha-256=:<hash in base64>: (RFC 9530).");
    }

}
