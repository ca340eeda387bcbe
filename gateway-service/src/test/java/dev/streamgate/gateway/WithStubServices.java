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
 * Starts the gateway on a random port in front of {@link StubServices}. Health checks of
 * dependencies are off, so that the stubs receive requests of the tests only.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithTestTokens
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "streamgate.gateway.routes.timeout=2s",
                "streamgate.gateway.proxy.circuit-breaker.open-duration=60s", "streamgate.health.enabled=false",
                "streamgate.rate-limit.plans.unverified-tokens.period=1h",
                "streamgate.gateway.connections.per-address=100", "streamgate.gateway.bodies.per-address=50" })
@ContextConfiguration(initializers = StubServices.class)
@interface WithStubServices {

}
