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
 * A file name without a path, valid on every operating system: no separators, no control,
 * invisible or bidirectional control characters, no characters that resemble a dot or a
 * slash, not {@code .} or {@code ..}, no device name of Windows, no leading or trailing
 * space, no trailing dot. Null is valid.
 */
@Documented
@Target({ ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT,
        ElementType.TYPE_USE })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = SafeFileNameValidator.class)
public @interface SafeFileName {

    /** Message of a violation. */
    String message() default "must be a plain file name of at most {maxBytes} bytes";

    /** Validation groups. */
    Class<?>[] groups() default {};

    /** Payload of the constraint. */
    Class<? extends Payload>[] payload() default {};

    /** Maximum length in bytes of UTF-8. */
    int maxBytes() default 255;

}
