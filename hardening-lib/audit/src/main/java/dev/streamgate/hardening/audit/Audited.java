/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Records one audit event for each invocation of the method, completed or failed: a
 * handler of Spring MVC with the status that was sent, a method of any other bean with
 * the outcome of its transaction or of the future that it returns. Calls of a bean's
 * method by the bean itself are not recorded. May be used as a meta-annotation.
 */
@Documented
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
public @interface Audited {

    /**
     * Type of the event: object and action joined by a dot, for instance
     * {@code upload.complete}.
     */
    String value();

    /**
     * What the event is about, as a SpEL expression over the method's parameters and
     * {@code #result}, for instance {@code #order.number}. By default, and if the value
     * is null, the path of the request, or class and name of a method that is no handler.
     */
    String resource() default "";

}
