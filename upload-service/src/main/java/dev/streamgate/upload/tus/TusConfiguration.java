/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.tus;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Registers the filter and the version check on the paths of tus. */
@Configuration(proxyBeanMethods = false)
class TusConfiguration implements WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new TusVersionCheck()).addPathPatterns(TusProtocol.PATH, TusProtocol.PATH + "/*");
    }

    /** Precedes security, so that its errors carry the version too. */
    @Bean
    FilterRegistrationBean<TusFilter> tusFilter() {
        var registration = new FilterRegistrationBean<>(new TusFilter());
        registration.addUrlPatterns(TusProtocol.PATH, TusProtocol.PATH + "/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

}
