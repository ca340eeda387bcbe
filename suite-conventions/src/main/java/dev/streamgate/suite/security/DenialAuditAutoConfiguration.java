/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.streamgate.hardening.network.ClientAddresses;

/** Audits denials, in place of Spring Boot's listener, which says less. */
@AutoConfiguration(after = SuiteSecurityAutoConfiguration.class,
        beforeName = "org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration")
@ConditionalOnBean(RevokedSessions.class)
public final class DenialAuditAutoConfiguration {

    /** Method security publishes its denials only with this bean. */
    @Bean
    static AuthorizationEventPublisher authorizationEventPublisher(ApplicationEventPublisher events) {
        return new SpringAuthorizationEventPublisher(events);
    }

    @Bean
    DenialAudit denialAudit(ObjectProvider<ClientAddresses> addresses) {
        return new DenialAudit(addresses.getIfAvailable(() -> new ClientAddresses(java.util.List.of())));
    }

    @Bean
    WebMvcConfigurer denialAuditInterceptor(DenialAudit audit) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(audit);
            }
        };
    }

}
