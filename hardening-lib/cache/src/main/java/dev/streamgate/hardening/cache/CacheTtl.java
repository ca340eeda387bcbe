/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * The time to live of the entries of the caches that a method's {@code @Cacheable} or
 * {@code @CachePut} names, or on a class those of all its methods without one of their
 * own:
 *
 * <pre class="code">
 * &#64;Cacheable("people")
 * &#64;CacheTtl("10m")
 * Person find(String id) { … }
 * </pre>
 *
 * A named cache that {@code streamgate.cache.caches} does not declare is created, with
 * the defaults of a declared one. The property {@code streamgate.cache.caches.<name>.ttl}
 * overrides the annotation. May be used as a meta-annotation.
 */
@Documented
@Reflective
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE })
public @interface CacheTtl {

    /**
     * The time to live, for example {@code 500ms}, {@code 10m}, {@code 1h} or
     * {@code PT10M}; placeholders such as <code>${people.ttl}</code> are resolved.
     */
    String value();

}
