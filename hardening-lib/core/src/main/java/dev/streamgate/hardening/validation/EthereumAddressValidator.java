/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.validation;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/**
 * Validates {@link EthereumAddress}. Public, since the validation provider instantiates
 * it. Thread-safe after initialization.
 */
public final class EthereumAddressValidator implements ConstraintValidator<EthereumAddress, @Nullable CharSequence> {

    private static final Pattern FORM = Pattern.compile("0x[0-9a-fA-F]{40}");

    @Override
    public boolean isValid(@Nullable CharSequence value, ConstraintValidatorContext context) {
        return value == null || (FORM.matcher(value).matches() && hasChecksum(value.toString().substring(2)));
    }

    private static boolean hasChecksum(String digits) {
        String lower = digits.toLowerCase(Locale.ROOT);
        if (digits.equals(lower) || digits.equals(digits.toUpperCase(Locale.ROOT))) {
            return true;
        }
        byte[] hash = Keccak256.hash(lower.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < lower.length(); i++) {
            int nibble = hash[i / 2] >> ((i % 2 == 0) ? 4 : 0) & 0xf;
            char expected = (nibble >= 8) ? Character.toUpperCase(lower.charAt(i)) : lower.charAt(i);
            if (digits.charAt(i) != expected) {
                return false;
            }
        }
        return true;
    }

}
