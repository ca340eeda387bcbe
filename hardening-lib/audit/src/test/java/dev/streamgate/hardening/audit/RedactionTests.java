/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RedactionTests {

    @ParameterizedTest
    @ValueSource(strings = { "password", "newPassword", "client_secret", "accessToken", "Authorization", "signature",
            "Set-Cookie", "privateKey", "api-key", "passphrase" })
    void valuesWithASecretNameAreRemoved(String name) {
        assertThat(Redaction.details(Map.of(name, "hunter2hunter2"))).containsEntry(name, "[removed]");
    }

    @ParameterizedTest
    @ValueSource(strings = { "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1MSJ9.c2ln", "Bearer abcdefghijkl",
            "bearer  abcdefghijkl", "Basic dXNlcjpwYXNz", "x -----BEGIN PRIVATE KEY----- y" })
    void valuesInTheFormOfASecretAreRemoved(String value) {
        assertThat(Redaction.text("before " + value)).isEqualTo("[removed]");
    }

    @ParameterizedTest
    @CsvSource({ "/a?token=abc&x=1, /a?token=[removed]&x=1", "/a?x=1&access_token=abc, /a?x=1&access_token=[removed]",
            "/a?X-Amz-Signature=abc, /a?X-Amz-Signature=[removed]", "/a?x=1, /a?x=1", "key=value, key=value" })
    void secretQueryParametersAreRemoved(String address, String kept) {
        assertThat(Redaction.text(address)).isEqualTo(kept);
    }

    @Test
    void textsAndDetailsAreBounded() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            many.put("k" + i, "x".repeat(10_000));
        }
        AuditRecord event = AuditRecord.of(Instant.EPOCH, "a.b", "actor", "x".repeat(10_000), "success", many);
        assertThat(event.details()).hasSize(32).allSatisfy((name, value) -> assertThat(value).hasSize(513));
        assertThat(event.resource()).hasSize(513);
        assertThat(event.action()).isEqualTo("b");
    }

}
