/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

import dev.streamgate.testing.security.WithTestTokens;

/**
 * The gateway on a free port in front of {@link Services}, which nobody but the tests
 * asks.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithTestTokens
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "streamgate.gateway.routes.patience=2s", "streamgate.gateway.proxy.circuit.open=60s",
                "streamgate.health.enabled=false" })
@ContextConfiguration(initializers = Services.class)
@interface WithServices {

}
