/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.validation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;

/**
 * A file's name and nothing but that, the same on every system: no separators, no control
 * or invisible characters, no change of writing direction, no character that only looks
 * like a dot or a slash, not {@code .} or {@code ..}, no name that Windows keeps for
 * itself, no space or dot at the ends. Null is valid.
 */
@Documented
@Target({ ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT,
        ElementType.TYPE_USE })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = SafeFileNameValidator.class)
public @interface SafeFileName {

    /** What the caller is told. */
    String message() default "must be a plain file name of at most {maxBytes} bytes";

    /** Validation groups. */
    Class<?>[] groups() default {};

    /** Payload of the constraint. */
    Class<? extends Payload>[] payload() default {};

    /** How many bytes the name may have in UTF-8. */
    int maxBytes() default 255;

}
