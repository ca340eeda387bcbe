/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.time.Clock;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
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
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

import dev.streamgate.hardening.network.ClientAddresses;
import dev.streamgate.hardening.network.NetworkAutoConfiguration;

/**
 * Configures the audit journal if {@code streamgate.audit.directory} is set; disabled by
 * {@code streamgate.audit.enabled=false}.
 */
@AutoConfiguration(after = NetworkAutoConfiguration.class,
        beforeName = { "org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration",
                "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration" })
@ConditionalOnProperty(prefix = "streamgate.audit", name = "enabled", matchIfMissing = true)
public final class AuditAutoConfiguration {

    /** The file journal. */
    @Order(1)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(prefix = "streamgate.audit", name = "directory")
    @ConditionalOnMissingBean(AuditJournal.class)
    @EnableConfigurationProperties(AuditProperties.class)
    static class Files {

        @Bean
        FileAuditJournal auditJournal(AuditProperties properties, ObjectProvider<Clock> clock) throws IOException {
            try {
                return new FileAuditJournal(properties.directory(), properties.fileSize().toBytes(),
                        properties.retention(), clock.getIfUnique(Clock::systemUTC));
            }
            catch (IOException ex) {
                throw new IOException("streamgate.audit.directory: cannot open a journal in " + properties.directory(),
                        ex);
            }
        }

        @Bean
        MeterBinder auditMeters(FileAuditJournal journal) {
            return (registry) -> {
                AuditMeter.EVENTS.counter(registry, journal, FileAuditJournal::written);
                AuditMeter.DROPPED.counter(registry, journal, FileAuditJournal::dropped);
                AuditMeter.WRITABLE.gauge(registry, () -> journal.isWritable() ? 1 : 0);
            };
        }

        /** The actuator endpoint. */
        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(
                name = "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint")
        static class EndpointConfiguration {

            @Bean
            @ConditionalOnAvailableEndpoint(AuditEndpoint.class)
            AuditEndpoint auditEndpoint(FileAuditJournal journal) {
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

    /** Handlers marked with {@link Audited}. */
    @Order(3)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnBean(AuditJournal.class)
    static class Handlers {

        @Bean
        @ConditionalOnMissingBean
        WebMvcRegistrations auditingRegistrations(AuditJournal journal, ClientAddresses addresses,
                ObjectProvider<Clock> clock) {
            return new WebMvcRegistrations() {
                @Override
                public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
                    return new AuditingHandlerAdapter(journal, addresses, clock.getIfUnique(Clock::systemUTC));
                }
            };
        }

    }

}
