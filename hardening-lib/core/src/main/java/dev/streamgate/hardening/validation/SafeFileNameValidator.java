/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/**
 * Validates {@link SafeFileName}. Public, since the validation provider instantiates it.
 * Thread-safe after initialization.
 */
public final class SafeFileNameValidator implements ConstraintValidator<SafeFileName, @Nullable CharSequence> {

    private int maxBytes;

    @Override
    public void initialize(SafeFileName constraint) {
        this.maxBytes = constraint.maxBytes();
    }

    @Override
    public boolean isValid(@Nullable CharSequence value, ConstraintValidatorContext context) {
        return value == null || FileNames.isSafe(value.toString(), this.maxBytes);
    }

}
