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
 * A hash in hexadecimal digits, without a prefix, in lower case by default. Null is
 * valid.
 */
@Documented
@Target({ ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT,
        ElementType.TYPE_USE })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = HexHashValidator.class)
public @interface HexHash {

    /** Message of a violation. */
    String message() default "must be {bytes} bytes in ${anyCase ? '' : 'lower-case '}hexadecimal digits";

    /** Validation groups. */
    Class<?>[] groups() default {};

    /** Payload of the constraint. */
    Class<? extends Payload>[] payload() default {};

    /** Number of bytes of the hash. */
    int bytes();

    /** Whether upper case is valid too. */
    boolean anyCase() default false;

}
