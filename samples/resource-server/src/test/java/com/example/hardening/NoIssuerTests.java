/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.hardening;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import com.example.reports.ReportsApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Without an issuer no access token is valid. */
@ExtendWith(OutputCaptureExtension.class)
class NoIssuerTests {

    @Test
    void withoutPropertiesNoKeySetIsTrusted() {
        try (StartedApplication reports = StartedApplication.start(ReportsApplication.class)) {
            assertThat(reports.context().getBeansOfType(JwtDecoder.class)).isEmpty();
        }
    }

    @Test
    void theResourceServerOfTheLibraryDoesNotStartWithoutAnIssuer(CapturedOutput output) {
        assertThatThrownBy(() -> StartedApplication.start(ReportsApplication.class,
                "streamgate.security.resource-server.enabled=true"));
        assertThat(output).contains("APPLICATION FAILED TO START", "spring.security.oauth2.resourceserver.jwt.");
        assertThat(output.toString()).doesNotContain("\tat ");
    }

}
