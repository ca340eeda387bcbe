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
 * Human-readable text in any language, emoji included, without control, invisible and
 * bidirectional control characters and without unpaired surrogates. Null is valid.
 */
@Documented
@Target({ ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT,
        ElementType.TYPE_USE })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PlainTextValidator.class)
public @interface PlainText {

    /** Message of a violation. */
    String message() default "must be plain text of at most {max} characters";

    /** Validation groups. */
    Class<?>[] groups() default {};

    /** Payload of the constraint. */
    Class<? extends Payload>[] payload() default {};

    /** Maximum number of characters (code points). */
    int max();

    /** Whether line ends and tabs are valid. */
    boolean multiline() default false;

}
