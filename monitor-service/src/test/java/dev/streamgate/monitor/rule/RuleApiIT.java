/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.rule;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.streamgate.monitor.ApiTest;

class RuleApiIT extends ApiTest {

    @Autowired
    private Rules rules;

    @BeforeEach
    void load() {
        this.rules.load();
    }

    @Test
    void aRuleIsCreatedChangedAndDeletedUnderItsVersion() {
        Map<String, Object> rule = rule("sum by (service) (rate(things_total[1m]))", 5);
        send(HttpMethod.POST, "/api/v1/monitor/rules", operator(), rule).expectStatus()
            .isCreated()
            .expectHeader()
            .valueEquals("ETag", "\"1\"")
            .expectBody()
            .jsonPath("$.predefined")
            .isEqualTo(false);
        send(HttpMethod.POST, "/api/v1/monitor/rules", operator(), rule).expectStatus().isEqualTo(409);
        put("/api/v1/monitor/rules/TooManyThings", null, rule).expectStatus().isEqualTo(428);
        put("/api/v1/monitor/rules/TooManyThings", "\"7\"", rule).expectStatus().isEqualTo(412);
        put("/api/v1/monitor/rules/TooManyThings", "\"1\"", rule("things", 9)).expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.threshold")
            .isEqualTo(9)
            .jsonPath("$.promql")
            .isEqualTo("things > 9");
        this.client.delete()
            .uri("/api/v1/monitor/rules/TooManyThings")
            .headers((headers) -> headers.setBearerAuth(operator()))
            .header("If-Match", "\"2\"")
            .exchange()
            .expectStatus()
            .isNoContent();
        get("/api/v1/monitor/rules/TooManyThings").expectStatus().isNotFound();
    }

    @Test
    void aPredefinedRuleIsOverriddenDisabledAndRestored() {
        get("/api/v1/monitor/rules/ServiceDown").expectStatus()
            .isOk()
            .expectHeader()
            .valueEquals("ETag", "\"0\"")
            .expectBody()
            .jsonPath("$.predefined")
            .isEqualTo(true);
        Map<String, Object> disabled = new HashMap<>(rule("up", 0));
        disabled.put("name", "ServiceDown");
        disabled.put("enabled", false);
        put("/api/v1/monitor/rules/ServiceDown", "\"0\"", disabled).expectBody()
            .jsonPath("$.enabled")
            .isEqualTo(false)
            .jsonPath("$.overridden")
            .isEqualTo(true);
        this.client.delete()
            .uri("/api/v1/monitor/rules/ServiceDown")
            .headers((headers) -> headers.setBearerAuth(operator()))
            .header("If-Match", "*")
            .exchange()
            .expectStatus()
            .isNoContent();
        get("/api/v1/monitor/rules/ServiceDown").expectBody()
            .jsonPath("$.enabled")
            .isEqualTo(true)
            .jsonPath("$.overridden")
            .isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "expression | rate(things_total[1m]) +", "expression | nonsense(",
            "summary | {{ $value }} is too much" })
    void anInvalidRuleIsAProblemWithTheInvalidField(String field, String text) {
        Map<String, Object> rule = new HashMap<>(rule("things", 1));
        rule.put(field, text);
        send(HttpMethod.POST, "/api/v1/monitor/rules", operator(), rule).expectStatus()
            .isBadRequest()
            .expectBody()
            .jsonPath("$.type")
            .isEqualTo("urn:streamgate:problem:invalid-fields")
            .jsonPath("$.errors[0].field")
            .isEqualTo(field)
            .jsonPath("$.errors[0].message")
            .isNotEmpty();
    }

    private static Map<String, Object> rule(String expression, double threshold) {
        return Map.of("name", "TooManyThings", "expression", expression, "condition", "gt", "threshold", threshold,
                "forSeconds", 30, "level", "warning", "summary", "Too many things in {{ $labels.service }}");
    }

    private RestTestClient.ResponseSpec put(String path, String ifMatch, Object body) {
        return this.client.put().uri(path).headers((headers) -> {
            headers.setBearerAuth(operator());
            if (ifMatch != null) {
                headers.setIfMatch(ifMatch);
            }
        }).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

}
