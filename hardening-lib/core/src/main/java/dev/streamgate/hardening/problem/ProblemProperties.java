/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of problems.
 *
 * @param enabled Whether handler errors that the application does not handle are rendered
 * as problems.
 * @param replaceErrorPages Whether problems replace error pages too: those of Spring
 * Boot, also for browsers, and those of Tomcat for malformed requests.
 */
@ConfigurationProperties("streamgate.problem")
public record ProblemProperties(@DefaultValue("true") boolean enabled,
        @DefaultValue("false") boolean replaceErrorPages) {
}
