/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.session;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

import dev.streamgate.hardening.digest.Sha256;

/**
 * A refresh token. Its family (128 random bits) is common to all tokens of a session and
 * identifies it; its secret (256 random bits) is different in each token and proves that
 * it is the latest. Only hashes of both are stored.
 */
final class RefreshToken {

    private static final String PREFIX = "sgr_";

    private static final int FAMILY_BYTES = 16;

    private static final int SECRET_BYTES = 32;

    private static final int LENGTH = PREFIX.length() + (FAMILY_BYTES + SECRET_BYTES) * 4 / 3;

    private static final SecureRandom random = new SecureRandom();

    private final byte[] family;

    private final byte[] secret;

    private RefreshToken(byte[] family, byte[] secret) {
        this.family = family;
        this.secret = secret;
    }

    /** The first token of a new session. */
    static RefreshToken create() {
        return new RefreshToken(random(FAMILY_BYTES), random(SECRET_BYTES));
    }

    /** Parses a token; empty if it is malformed. */
    static Optional<RefreshToken> parse(String value) {
        if (value.length() != LENGTH || !value.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(value.substring(PREFIX.length()));
            return Optional.of(new RefreshToken(Arrays.copyOf(bytes, FAMILY_BYTES),
                    Arrays.copyOfRange(bytes, FAMILY_BYTES, bytes.length)));
        }
        catch (IllegalArgumentException ex) {
            return Optional.empty();
        }
    }

    /** The next token of the session, with a new secret. */
    RefreshToken next() {
        return next(random(SECRET_BYTES));
    }

    /** The next token of the session, with the given secret. */
    RefreshToken next(byte[] newSecret) {
        return new RefreshToken(this.family, newSecret);
    }

    /** The id of the session, which does not reveal the family. */
    String sessionId() {
        return HexFormat.of().formatHex(Sha256.hash(this.family), 0, FAMILY_BYTES);
    }

    /** The secret. */
    byte[] secret() {
        return this.secret.clone();
    }

    /** The stored hash of the secret. */
    byte[] secretHash() {
        return Sha256.hash(this.secret);
    }

    /** The serialised token. */
    String value() {
        byte[] bytes = Arrays.copyOf(this.family, FAMILY_BYTES + SECRET_BYTES);
        System.arraycopy(this.secret, 0, bytes, FAMILY_BYTES, SECRET_BYTES);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Omits family and secret. */
    @Override
    public String toString() {
        return "RefreshToken[session=" + sessionId() + "]";
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

}
