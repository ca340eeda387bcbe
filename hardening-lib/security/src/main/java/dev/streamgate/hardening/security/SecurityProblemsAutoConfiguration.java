/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.security;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

import dev.streamgate.hardening.problem.ProblemAutoConfiguration;
import dev.streamgate.hardening.problem.ProblemDetails;

/**
 * Provides handlers that render rejections as problems. They have no effect until a
 * security filter chain uses them.
 */
@AutoConfiguration(after = ProblemAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(AuthenticationEntryPoint.class)
public final class SecurityProblemsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(AuthenticationEntryPoint.class)
    ProblemAuthenticationEntryPoint problemAuthenticationEntryPoint(ProblemDetails problems) {
        return new ProblemAuthenticationEntryPoint(problems);
    }

    @Bean
    @ConditionalOnMissingBean(AccessDeniedHandler.class)
    ProblemAccessDeniedHandler problemAccessDeniedHandler(ProblemDetails problems) {
        return new ProblemAccessDeniedHandler(problems);
    }

}
