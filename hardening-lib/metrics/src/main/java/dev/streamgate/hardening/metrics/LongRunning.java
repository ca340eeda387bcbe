/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Marks a controller method, or all methods of a controller, whose duration is long by
 * nature: long polling, event streams, transfers at the client's bandwidth. Its series of
 * {@code streamgate.operations} have the tag {@code duration="long"} instead of
 * {@code "short"}, and alert rules about latency exclude them. May be used as a
 * meta-annotation.
 */
@Documented
@Inherited
@Reflective
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE })
public @interface LongRunning {

}
