/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.postgres;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.test.context.ContextCustomizerFactories;

/**
 * Gives a Spring test a real PostgreSQL database of its own:
 * {@code spring.datasource.url}, {@code .username} and {@code .password} point to it. The
 * server is started once for each JVM; each application context gets a new, empty
 * database, so Flyway runs as it does in production.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ContextCustomizerFactories(PostgresContextCustomizerFactory.class)
public @interface WithPostgres {

}
