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
 * An Ethereum address: {@code 0x} and 40 hexadecimal digits. In mixed case the digits
 * must have the checksum of EIP-55; all lower or all upper case has no checksum. Null is
 * valid.
 */
@Documented
@Target({ ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT,
        ElementType.TYPE_USE })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = EthereumAddressValidator.class)
public @interface EthereumAddress {

    /** Message of a violation. */
    String message() default "must be an Ethereum address, with its checksum if the case is mixed";

    /** Validation groups. */
    Class<?>[] groups() default {};

    /** Payload of the constraint. */
    Class<? extends Payload>[] payload() default {};

}
