/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * Applies a plan of {@code streamgate.rate-limit.plans} to a method of a bean, or to
 * every public method of a bean's class; on a controller's class, to every handler. An
 * annotation on the method overrides the one on its class.
 * <p>
 * A rejected request to a handler gets a 429 problem before its arguments are read. Any
 * other method throws {@link RateLimitExceededException} instead of running, in the
 * caller's thread if it is asynchronous; so does a handler whose key or condition refers
 * to its parameters. The start of the application fails if the plan is unknown, an
 * expression is invalid, or the method cannot be intercepted.
 * <p>
 * Expressions are SpEL. They refer to parameters by name ({@code #orderId}) and to the
 * properties of {@link RateLimitContext}: {@code principal.name},
 * {@code request.getHeader('X-Tenant')}, {@code clientAddress}, {@code clientNetwork}.
 */
@Documented
@Inherited
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
public @interface RateLimited {

    /** The plan's name; an alias of {@link #plan}. */
    @AliasFor("plan")
    String value() default "default";

    /** The plan's name. */
    @AliasFor("value")
    String plan() default "default";

    /**
     * An expression for the key of the bucket. Without one, and when its value is null,
     * the caller is the key: the authenticated user or the client's address, and outside
     * of a request the application itself.
     */
    String key() default "";

    /** An expression for whether the limit applies; without one it always does. */
    String condition() default "";

}
