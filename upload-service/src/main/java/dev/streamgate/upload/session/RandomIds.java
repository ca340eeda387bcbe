/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Ids of 130 random bits: 26 characters of lower-case base32. */
final class RandomIds {

    static final Pattern FORMAT = Pattern.compile("[a-z2-7]{26}");

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private static final int LENGTH = 26;

    private static final SecureRandom random = new SecureRandom();

    private RandomIds() {
    }

    static String next() {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        StringBuilder id = new StringBuilder(LENGTH);
        for (byte value : bytes) {
            id.append(ALPHABET.charAt(value & 31));
        }
        return id.toString();
    }

    static boolean isId(String text) {
        return FORMAT.matcher(text).matches();
    }

}
