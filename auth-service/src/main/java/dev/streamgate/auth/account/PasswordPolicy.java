/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.util.Locale;
import java.util.regex.Pattern;

import org.springframework.http.HttpStatus;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * The password policy, after NIST SP 800-63B: a minimum length, any characters, none of
 * the passwords that attackers try first. No rules about character classes.
 */
final class PasswordPolicy {

    /** The password is easy to guess. */
    static final ProblemType WEAK_PASSWORD = ProblemType.of("weak-password", HttpStatus.BAD_REQUEST,
            "The password is too weak");

    private static final int MIN_LENGTH = 12;

    private static final int MAX_LENGTH = 128;

    private static final int MIN_DISTINCT = 5;

    /** Names of this product, which a list of common passwords lacks. */
    private static final Pattern PRODUCT = Pattern.compile("(?:streamgate|admin(?:istrator)?|password)+");

    private static final Pattern NUMBER = Pattern.compile("[\\d\\s.,:/+-]*");

    private PasswordPolicy() {
    }

    /**
     * Checks a password.
     * @param email the account, whose name must not be most of the password
     * @throws ProblemException 400 with the reason
     */
    static void check(String password, EmailAddress email) {
        int length = password.codePointCount(0, password.length());
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            throw weak("A password must have %d to %d characters.".formatted(MIN_LENGTH, MAX_LENGTH));
        }
        if (password.codePoints().distinct().count() < MIN_DISTINCT || isSequence(password)) {
            throw weak("The password is a repetition or a sequence of characters.");
        }
        String lower = password.toLowerCase(Locale.ROOT);
        if (NUMBER.matcher(lower).matches() || PRODUCT.matcher(letters(lower)).matches()
                || CommonPasswords.get().contains(password)) {
            throw weak("The password is a common one.");
        }
        if (lower.contains(email.value()) || (email.localPart().length() >= 4
                && length - email.localPart().codePointCount(0, email.localPart().length()) < MIN_LENGTH
                && lower.contains(email.localPart()))) {
            throw weak("The password contains the e-mail address.");
        }
    }

    /** Whether most characters equal their predecessor or are adjacent to it. */
    private static boolean isSequence(String password) {
        int[] points = password.codePoints().toArray();
        int steps = 0;
        for (int i = 1; i < points.length; i++) {
            if (Math.abs(points[i] - points[i - 1]) <= 1) {
                steps++;
            }
        }
        return steps * 4 >= (points.length - 1) * 3;
    }

    private static String letters(String text) {
        return text.codePoints()
            .filter(Character::isLetter)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    }

    private static ProblemException weak(String detail) {
        return new ProblemException(WEAK_PASSWORD, detail);
    }

}
