/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.benchmark;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Selects the auto-configurations of a web server, Spring MVC, an HTTP client and, if
 * enabled, Spring Cloud Gateway, so that the proxies are compared without the filters of
 * hardening-lib.
 */
public final class MinimalAutoConfigurations implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final List<String> PACKAGES = List.of("org.springframework.boot.tomcat.",
            "org.springframework.boot.webmvc.", "org.springframework.boot.servlet.", "org.springframework.boot.web.",
            "org.springframework.boot.jackson.", "org.springframework.boot.http.",
            "org.springframework.boot.restclient.", "org.springframework.boot.autoconfigure.context.",
            "org.springframework.boot.autoconfigure.ssl.", "org.springframework.boot.autoconfigure.task.");

    private static final String GATEWAY = "org.springframework.cloud.gateway.server.mvc.";

    private boolean springCloud;

    @Override
    public void setEnvironment(Environment environment) {
        this.springCloud = environment.getProperty("benchmark.spring-cloud", Boolean.class, false);
    }

    @Override
    public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            matches[i] = matches(names[i]);
        }
        return matches;
    }

    /** Spring calls this for other imported classes, too. */
    private boolean matches(@Nullable String name) {
        return name == null || !name.endsWith("AutoConfiguration") || PACKAGES.stream().anyMatch(name::startsWith)
                || (this.springCloud && name.startsWith(GATEWAY));
    }

}
