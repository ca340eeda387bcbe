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
 * Which passwords are taken, after NIST SP 800-63B: long ones, of any characters, that
 * are not among the first that somebody would try. No rules about kinds of characters.
 */
final class PasswordRules {

    /** A password is one of those that are guessed first. */
    static final ProblemType WEAK_PASSWORD = ProblemType.of("weak-password", HttpStatus.BAD_REQUEST,
            "Choose another password");

    private static final int SHORTEST = 12;

    private static final int LONGEST = 128;

    private static final int FEWEST_DIFFERENT = 5;

    /**
     * What is left of the usual long passwords when digits and punctuation around them
     * and the usual substitutions within are taken away.
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

    /** What is not a letter, before the first and after the last one. */
    private static final Pattern AROUND = Pattern.compile("^[^\\p{L}]++|[^\\p{L}]++$");

    private PasswordRules() {
    }

    /**
     * Refuses a password that is too easy to guess.
     * @throws ProblemException (400) that says what to change
     */
    static void check(String password, EmailAddress email) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            throw weak("A password has %d to %d characters.".formatted(SHORTEST, LONGEST));
        }
        if (password.codePoints().distinct().count() < FEWEST_DIFFERENT || isRun(password)) {
            throw weak("The password repeats or counts; choose one with less order.");
        }
        String lower = password.toLowerCase(Locale.ROOT);
        if (NUMBER.matcher(lower).matches() || COMMON.contains(letters(lower))
                || COMMON.contains(letters(plain(AROUND.matcher(lower).replaceAll(""))))) {
            throw weak("The password is among those that are guessed first.");
        }
        if (lower.contains(email.value()) || (email.name().length() >= 4
                && length - email.name().codePointCount(0, email.name().length()) < SHORTEST
                && lower.contains(email.name()))) {
            throw weak("The password is made of the e-mail address.");
        }
    }

    /** Whether nearly every character is the one before it, or its neighbour. */
    private static boolean isRun(String password) {
        int[] points = password.codePoints().toArray();
        int steps = 0;
        for (int i = 1; i < points.length; i++) {
            if (Math.abs(points[i] - points[i - 1]) <= 1) {
                steps++;
            }
        }
        return steps * 4 >= (points.length - 1) * 3;
    }

    private static String plain(String lower) {
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
