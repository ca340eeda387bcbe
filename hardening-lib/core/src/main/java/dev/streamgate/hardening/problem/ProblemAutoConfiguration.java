/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
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
 * Renders errors as RFC 9457 problems. With {@code streamgate.problem.enabled=false} the
 * application renders handler errors itself; rejections by this library stay problems.
 */
@AutoConfiguration(
        beforeName = { "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration",
                "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration" },
        afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class ProblemAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ProblemDetails problemDetails(JsonMapper json) {
        return new ProblemDetails(json);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(prefix = "streamgate.problem", name = "enabled", matchIfMissing = true)
    static class Rendering {

        @Bean
        @ConditionalOnMissingBean(ResponseEntityExceptionHandler.class)
        @ConditionalOnMissingClass("org.springframework.security.core.AuthenticationException")
        ProblemAdvice problemAdvice() {
            return new ProblemAdvice();
        }

        @Bean
        @ConditionalOnMissingBean(ResponseEntityExceptionHandler.class)
        @ConditionalOnClass(name = "org.springframework.security.core.AuthenticationException")
        ProblemAdvice securedProblemAdvice() {
            return new SecuredProblemAdvice();
        }

        @Bean
        @ConditionalOnMissingBean(ErrorController.class)
        ProblemErrorController problemErrorController(ProblemDetails problems) {
            return new ProblemErrorController(problems);
        }

    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = { "org.springframework.dao.DataAccessException",
            "org.springframework.transaction.TransactionException" })
    @ConditionalOnProperty(prefix = "streamgate.problem", name = "enabled", matchIfMissing = true)
    static class DatabaseRendering {

        @Bean
        @ConditionalOnMissingBean
        DatabaseProblemAdvice databaseProblemAdvice() {
            return new DatabaseProblemAdvice();
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
