/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.util.Locale;
import java.util.Set;
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

    /**
     * Common passwords without leading and trailing digits and punctuation, and without
     * the usual substitutions.
     */
    private static final Set<String> COMMON = Set.of("abc", "abcabc", "abcdef", "abcdefgh", "admin", "administrator",
            "adminadmin", "asdf", "asdfasdf", "asdfgh", "asdfghjkl", "baseball", "changeit", "changeme", "changemenow",
            "default", "dragon", "football", "iloveyou", "iloveyouiloveyou", "letmein", "letmeinletmein", "login",
            "master", "michael", "monkey", "nopassword", "pass", "passpass", "passphrase", "passw", "password",
            "passwordpassword", "passwords", "princess", "qazwsx", "qazwsxedc", "qwer", "qwerty", "qwertyqwerty",
            "qwertyuiop", "qwertyuiopasdfghjkl", "qwertyuiopasdfghjklzxcvbnm", "root", "rootroot", "secret",
            "secretpassword", "secretsecret", "streamgate", "streamgateadmin", "streamgatestreamgate", "sunshine",
            "superman", "supersecret", "test", "testpassword", "testtest", "testtesttest", "trustno", "user",
            "username", "welcome", "welcomewelcome", "zaqwsx", "zxcvbn", "zxcvbnm");

    private static final Pattern NUMBER = Pattern.compile("[\\d\\s.,:/+-]*");

    /** Leading and trailing non-letters. */
    private static final Pattern NON_LETTERS = Pattern.compile("^[^\\p{L}]++|[^\\p{L}]++$");

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
        if (NUMBER.matcher(lower).matches() || COMMON.contains(letters(lower))
                || COMMON.contains(letters(withoutSubstitutions(NON_LETTERS.matcher(lower).replaceAll(""))))) {
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

    private static String withoutSubstitutions(String lower) {
        return lower.replace('@', 'a')
            .replace('4', 'a')
            .replace('3', 'e')
            .replace('1', 'i')
            .replace('!', 'i')
            .replace('0', 'o')
            .replace('$', 's')
            .replace('5', 's');
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
