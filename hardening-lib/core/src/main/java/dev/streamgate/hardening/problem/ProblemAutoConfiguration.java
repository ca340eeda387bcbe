/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * Renders errors that the application does not handle as RFC 9457 problems. With
 * {@code streamgate.problem.enabled=false} it renders all handler errors itself, with
 * {@code spring.mvc.problemdetails.enabled=true} Spring Boot does; rejections by this
 * library stay problems. Error pages are replaced only with
 * {@code streamgate.problem.replace-error-pages=true}.
 */
@AutoConfiguration(
        beforeName = { "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration",
                "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration" },
        afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(ProblemProperties.class)
public final class ProblemAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ProblemDetails problemDetails(JsonMapper json) {
        return new ProblemDetails(json);
    }

    /** Alone where Spring Boot renders the other errors. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = { "org.springframework.dao.DataAccessException",
            "org.springframework.transaction.TransactionException" })
    @ConditionalOnProperty(prefix = "streamgate.problem", name = "enabled", matchIfMissing = true)
    static class DatabaseRendering {

        @Bean
        @ConditionalOnMissingBean
        DatabaseProblemAdvice databaseProblemAdvice(ProblemProperties properties) {
            return new DatabaseProblemAdvice(properties.replaceErrorPages());
        }

    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(prefix = "streamgate.problem", name = "enabled", matchIfMissing = true)
    @ConditionalOnBooleanProperty(name = "spring.mvc.problemdetails.enabled", havingValue = false,
            matchIfMissing = true)
    static class Rendering {

        @Bean
        @ConditionalOnMissingBean(ResponseEntityExceptionHandler.class)
        @ConditionalOnBooleanProperty("streamgate.security.resource-server.enabled")
        @ConditionalOnClass(name = "org.springframework.security.core.AuthenticationException")
        ProblemAdvice securedProblemAdvice(ProblemProperties properties) {
            return new SecuredProblemAdvice(properties.replaceErrorPages());
        }

        @Bean
        @ConditionalOnMissingBean(ResponseEntityExceptionHandler.class)
        ProblemAdvice problemAdvice(ProblemProperties properties) {
            return new ProblemAdvice(properties.replaceErrorPages());
        }

        @Bean
        @ConditionalOnBooleanProperty("streamgate.problem.replace-error-pages")
        @ConditionalOnMissingBean(ErrorController.class)
        ProblemErrorController problemErrorController(ProblemDetails problems) {
            return new ProblemErrorController(problems);
        }

    }

    /**
     * Requests that Tomcat rejects before they reach the application. Tomcat calls the
     * valve added last first, so this one is added after Boot's.
     */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = { "org.apache.catalina.valves.ErrorReportValve",
            "org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory" })
    @ConditionalOnProperty(prefix = "streamgate.problem", name = "enabled", matchIfMissing = true)
    @ConditionalOnBooleanProperty("streamgate.problem.replace-error-pages")
    static class TomcatRendering {

        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> problemReportCustomizer(
                ProblemDetails problems) {
            return (factory) -> factory.addContextCustomizers((context) -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ProblemReportValve.class.getName());
                    host.getPipeline().addValve(new ProblemReportValve(problems));
                }
            });
        }

    }

}
