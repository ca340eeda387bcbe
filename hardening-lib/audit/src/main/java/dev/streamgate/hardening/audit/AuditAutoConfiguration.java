/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.network.ClientAddresses;
import dev.streamgate.hardening.network.NetworkAutoConfiguration;

/**
 * Configures the audit journal if {@code streamgate.audit.directory} is set, or for the
 * application's own {@link AuditJournal}, and records what is marked {@link Audited}.
 * Without a journal the annotation prevents the start. Disabled by
 * {@code streamgate.audit.enabled=false}.
 */
@AutoConfiguration(after = NetworkAutoConfiguration.class,
        beforeName = "org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration")
@ConditionalOnProperty(prefix = "streamgate.audit", name = "enabled", matchIfMissing = true)
@ImportRuntimeHints(AuditRuntimeHints.class)
public final class AuditAutoConfiguration {

    /** The file journal. */
    @Order(1)
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnAuditJournalCondition.class)
    @ConditionalOnMissingBean(AuditJournal.class)
    @EnableConfigurationProperties(AuditProperties.class)
    static class Files {

        @Bean(destroyMethod = "close")
        ClosableAuditJournal auditJournal(AuditProperties properties, ObjectProvider<Clock> clock) {
            Path directory = properties.directory();
            if (!properties.enabled() || directory == null) {
                return new DisabledAuditJournal(!properties.enabled());
            }
            try {
                return new FileAuditJournal(directory, properties.fileSize().toBytes(), properties.retention(),
                        clock.getIfUnique(Clock::systemUTC));
            }
            catch (IOException ex) {
                throw new InvalidConfigurationException(
                        "streamgate.audit.directory: cannot open a journal in %s: %s".formatted(directory, ex),
                        "Name a directory in which the user '%s' may create files, or change its permissions."
                            .formatted(System.getProperty("user.name")));
            }
        }

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(name = "io.micrometer.core.instrument.binder.MeterBinder")
        static class Meters {

            @Bean
            MeterBinder auditMeters(AuditJournal journal) {
                return (registry) -> {
                    if (journal instanceof FileAuditJournal files) {
                        AuditMeter.EVENTS.counter(registry, files, FileAuditJournal::written);
                        AuditMeter.DROPPED.counter(registry, files, FileAuditJournal::dropped);
                        AuditMeter.WRITABLE.gauge(registry, () -> files.isWritable() ? 1 : 0);
                    }
                };
            }

        }

        /** The actuator endpoint. */
        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(
                name = "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint")
        static class EndpointConfiguration {

            @Bean
            @ConditionalOnAvailableEndpoint(AuditEndpoint.class)
            AuditEndpoint auditEndpoint(AuditJournal journal) {
                return new AuditEndpoint(journal);
            }

        }

    }

    /** Spring Boot's audit events. */
    @Order(2)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = { "org.springframework.boot.actuate.audit.AuditEventRepository",
            "org.springframework.security.core.context.SecurityContextHolder" })
    @ConditionalOnBean(AuditJournal.class)
    static class Events {

        @Bean
        @ConditionalOnMissingBean(AuditEventRepository.class)
        JournalAuditEventRepository auditEventRepository(AuditJournal journal) {
            return new JournalAuditEventRepository(journal);
        }

    }

    /**
     * Spring Boot's audit events without Spring Security: there, an
     * {@code AuditEventRepository} bean makes Spring Boot 4.1 fail at startup.
     */
    @Order(2)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.audit.AuditEventRepository")
    @ConditionalOnMissingClass("org.springframework.security.core.context.SecurityContextHolder")
    @ConditionalOnBean(AuditJournal.class)
    static class UnsecuredEvents {

        @Bean
        ApplicationListener<AuditApplicationEvent> auditEvents(AuditJournal journal) {
            JournalAuditEventRepository repository = new JournalAuditEventRepository(journal);
            return new ApplicationListener<>() {
                @Override
                public void onApplicationEvent(AuditApplicationEvent event) {
                    repository.add(event.getAuditEvent());
                }
            };
        }

    }

    /** Operations of actuator endpoints. */
    @Order(2)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor")
    @ConditionalOnBean(AuditJournal.class)
    static class Operations {

        @Bean
        AuditingOperationAdvisor auditingOperationAdvisor(AuditJournal journal, ObjectProvider<Clock> clock) {
            return new AuditingOperationAdvisor(journal, clock.getIfUnique(Clock::systemUTC));
        }

    }

    /** Methods marked with {@link Audited}. */
    @Order(2)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(AuditJournal.class)
    static class Methods {

        @Bean
        AuditRecorder auditRecorder(AuditJournal journal, ObjectProvider<Clock> clock) {
            return new AuditRecorder(journal, clock.getIfUnique(Clock::systemUTC));
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static AuditedBeanPostProcessor auditedBeanPostProcessor(AuditedMethods methods,
                ObjectProvider<AuditRecorder> recorder) {
            return new AuditedBeanPostProcessor(methods, recorder);
        }

    }

    /** Handlers marked with {@link Audited}. */
    @Order(3)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(name = { "org.springframework.web.servlet.DispatcherServlet",
            "org.springframework.boot.web.servlet.FilterRegistrationBean" })
    @ConditionalOnBean(AuditJournal.class)
    static class Handlers {

        /** Inside of the filters of tracing, outside of Spring Security's. */
        private static final int FILTER_ORDER = -104;

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static AuditedMethods auditedMethods() {
            return new AuditedMethods(true);
        }

        @Bean
        AuditInterceptor auditInterceptor(AuditedMethods methods, AuditRecorder recorder,
                ObjectProvider<ClientAddresses> addresses) {
            return new AuditInterceptor(methods, recorder,
                    addresses.getIfAvailable(() -> new ClientAddresses(java.util.List.of())));
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static HandlerMappingPostProcessor auditedHandlerMappingPostProcessor(
                ObjectProvider<AuditInterceptor> interceptor) {
            return new HandlerMappingPostProcessor(interceptor);
        }

        @Bean
        AuditFilter auditFilter(AuditedMethods methods) {
            return new AuditFilter(methods);
        }

        @Bean
        FilterRegistrationBean<AuditFilter> auditFilterRegistration(AuditFilter filter) {
            var registration = new FilterRegistrationBean<>(filter);
            registration.setOrder(FILTER_ORDER);
            registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
            return registration;
        }

        @Bean
        ServletListenerRegistrationBean<AuditFilter> auditListenerRegistration(AuditFilter filter) {
            return new ServletListenerRegistrationBean<>(filter);
        }

        /**
         * Who signs in during the request is the actor of its event; a sign-in by form or
         * identity provider, which has no handler, is an event of its own.
         */
        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(name = "org.springframework.security.authentication.event.AuthenticationSuccessEvent")
        static class SignIns {

            @Bean
            ApplicationListener<AuthenticationSuccessEvent> auditedSignIns() {
                return new ApplicationListener<>() {
                    @Override
                    public void onApplicationEvent(AuthenticationSuccessEvent event) {
                        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request) {
                            AuditedExchange exchange = AuditedExchange.of(request.getRequest());
                            if (exchange != null) {
                                exchange.signedIn(event.getAuthentication().getName());
                            }
                        }
                    }
                };
            }

            @Bean
            @ConditionalOnClass(
                    name = "org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter")
            ApplicationListener<InteractiveAuthenticationSuccessEvent> interactiveSignIns(AuditRecorder recorder) {
                return new ApplicationListener<>() {
                    @Override
                    public void onApplicationEvent(InteractiveAuthenticationSuccessEvent event) {
                        if (AbstractAuthenticationProcessingFilter.class.isAssignableFrom(event.getGeneratedBy())) {
                            recorder.recordSignIn(event.getAuthentication().getName(),
                                    (RequestContextHolder
                                        .getRequestAttributes() instanceof ServletRequestAttributes request)
                                                ? request.getRequest().getRequestURI() : "");
                        }
                    }
                };
            }

        }

    }

    /** What holds with and without a journal. */
    @Order(4)
    @Configuration(proxyBeanMethods = false)
    static class Checks {

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        @ConditionalOnMissingBean
        static AuditedMethods auditedMethods() {
            return new AuditedMethods(false);
        }

        @Bean
        static AuditedCheck auditedCheck(ConfigurableListableBeanFactory beans, AuditedMethods methods,
                ObjectProvider<AuditJournal> journal) {
            return new AuditedCheck(beans, methods, journal);
        }

    }

}
