/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.logtail;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Keeps the latest log events in memory for {@code /actuator/logtail}, if that endpoint
 * is exposed and Logback is in use; disabled by
 * {@code streamgate.log-tail.enabled=false}.
 */
@AutoConfiguration
@ConditionalOnClass({ LoggerContext.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnProperty(prefix = "streamgate.log-tail", name = "enabled", matchIfMissing = true)
@ConditionalOnAvailableEndpoint(endpoint = LogTailEndpoint.class)
@EnableConfigurationProperties(LogTailProperties.class)
public final class LogTailAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    LogTailEndpoint logTailEndpoint(Registration registration) {
        return new LogTailEndpoint(registration.tail);
    }

    @Bean
    Registration logTailRegistration(LogTailProperties properties) {
        return new Registration(new LogTail(properties.events(), properties.size().toBytes()),
                LoggerFactory.getILoggerFactory());
    }

    /** Attaches the tail to the root logger while the application runs. */
    static final class Registration implements DisposableBean {

        private final LogTail tail;

        private final ILoggerFactory logging;

        Registration(LogTail tail, ILoggerFactory logging) {
            this.tail = tail;
            this.logging = logging;
            if (logging instanceof LoggerContext context) {
                tail.setContext(context);
                tail.start();
                context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(tail);
            }
        }

        @Override
        public void destroy() {
            if (this.logging instanceof LoggerContext context) {
                context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(this.tail);
            }
            this.tail.stop();
        }

    }

}
