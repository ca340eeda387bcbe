/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.input;

import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

import dev.streamgate.hardening.problem.ProblemAutoConfiguration;
import dev.streamgate.hardening.problem.ProblemDetails;

/** Strict JSON in the bodies of requests, and targets that can be decoded. */
@AutoConfiguration(after = ProblemAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class InputAutoConfiguration {

    /** Rejects numbers and booleans where a string is expected. */
    @Bean
    JsonMapperBuilderCustomizer strictStrings() {
        return (json) -> json.withCoercionConfig(LogicalType.Textual,
                (texts) -> Stream.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                    .forEach((shape) -> texts.setCoercion(shape, CoercionAction.Fail)));
    }

    /** After Spring Boot's, whose JSON converter it replaces for requests. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ServerHttpMessageConvertersCustomizer strictJson(JsonMapper mapper) {
        return (converters) -> converters.withJsonConverter(new StrictJsonConverter(mapper));
    }

    /** Ordered after the filter of request ids, as the limit of JSON bodies is. */
    @Bean
    FilterRegistrationBean<RequestTargetFilter> requestTargetFilter(ProblemDetails problems) {
        var registration = new FilterRegistrationBean<>(new RequestTargetFilter(problems));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 11);
        return registration;
    }

}
