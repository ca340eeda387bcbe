/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * An e-mail address in the one form in which it is stored and compared: Unicode NFKC,
 * lower-case, without space around it. It is a name to sign in with; whether mail arrives
 * there is not asked.
 *
 * @param value the normalised address
 */
record EmailAddress(String value) {

    private static final int LONGEST = 254;

    /** No white space, nothing invisible, no half characters, and one {@code @}. */
    private static final Pattern FORM = Pattern
        .compile("[^\\s\\p{C}\\p{Z}@]{1,64}@[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]|\\.(?!\\.))*(?<![.-])");

    /**
     * Reads what a user typed.
     * @throws ProblemException (400) when it is not an address
     */
    static EmailAddress parse(String typed) {
        String value = fold(fold(typed.strip()));
        if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
            String message = "must be an e-mail address of at most " + LONGEST + " characters";
            throw new ProblemException(ProblemType.INVALID_FIELDS, "email " + message + ".").with("errors",
                    List.of(Map.of("field", "email", "message", message)));
        }
        return new EmailAddress(value);
    }

    /** What stands before the {@code @}. */
    String name() {
        return this.value.substring(0, this.value.indexOf('@'));
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

}
