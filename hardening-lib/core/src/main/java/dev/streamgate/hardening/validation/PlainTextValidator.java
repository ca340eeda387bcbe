/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/**
 * Validates {@link PlainText}. Public, since the validation provider instantiates it.
 * Thread-safe after initialization.
 */
public final class PlainTextValidator implements ConstraintValidator<PlainText, @Nullable CharSequence> {

    private int max;

    private boolean multiline;

    @Override
    public void initialize(PlainText constraint) {
        this.max = constraint.max();
        this.multiline = constraint.multiline();
    }

    @Override
    public boolean isValid(@Nullable CharSequence value, ConstraintValidatorContext context) {
        return value == null
                || (value.codePoints().count() <= this.max && value.codePoints().allMatch(this::isAllowed));
    }

    private boolean isAllowed(int c) {
        return Characters.isVisible(c) || (this.multiline && (c == '\n' || c == '\r' || c == '\t'));
    }

}
