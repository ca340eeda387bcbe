/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/**
 * Validates {@link HexHash}. Public, since the validation provider instantiates it.
 * Thread-safe after initialization.
 */
public final class HexHashValidator implements ConstraintValidator<HexHash, @Nullable CharSequence> {

    private int digits;

    private boolean anyCase;

    @Override
    public void initialize(HexHash constraint) {
        this.digits = 2 * constraint.bytes();
        this.anyCase = constraint.anyCase();
    }

    @Override
    public boolean isValid(@Nullable CharSequence value, ConstraintValidatorContext context) {
        return value == null || (value.length() == this.digits && value.chars().allMatch(this::isDigit));
    }

    private boolean isDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (this.anyCase && c >= 'A' && c <= 'F');
    }

}
