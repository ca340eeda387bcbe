/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.valkey;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.condition.EnabledIf;

/**
 * For tests that start a {@link ValkeyServer}; skipped where neither Valkey nor Redis is
 * installed.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(value = "dev.streamgate.testing.valkey.ValkeyServer#isInstalled",
        disabledReason = "Needs redis-server or valkey-server: ./streamgate test installs redis-server on Debian as root")
public @interface EnabledIfValkey {

}
