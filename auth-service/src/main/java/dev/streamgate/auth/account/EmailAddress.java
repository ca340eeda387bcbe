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
 * An e-mail address in the form in which it is stored and compared: Unicode NFKC,
 * lower-case, without surrounding white space. It is a login name only; whether it
 * receives mail is not verified.
 *
 * @param value the normalised address
 */
record EmailAddress(String value) {

    private static final int MAX_LENGTH = 254;

    /** No white space, control or unpaired surrogate characters, and one {@code @}. */
    private static final Pattern FORMAT = Pattern
        .compile("[^\\s\\p{C}\\p{Z}@]{1,64}@[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]|\\.(?!\\.))*(?<![.-])");

    /**
     * Parses user input.
     * @throws ProblemException 400 unless it is an address
     */
    static EmailAddress parse(String input) {
        String value = fold(fold(input.strip()));
        if (value.length() > MAX_LENGTH || !FORMAT.matcher(value).matches()) {
            String message = "must be an e-mail address of at most " + MAX_LENGTH + " characters";
            throw new ProblemException(ProblemType.INVALID_FIELDS, "email " + message + ".").with("errors",
                    List.of(Map.of("field", "email", "message", message)));
        }
        return new EmailAddress(value);
    }

    /** The part before the {@code @}. */
    String localPart() {
        return this.value.substring(0, this.value.indexOf('@'));
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

}
