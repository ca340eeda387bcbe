/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.status;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import dev.streamgate.testing.handlers.HandlerRules;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.testing.security.WithTestTokens;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(
        properties = { "streamgate.transcoder.runner.enabled=false", "streamgate.blobs.directory=target/status/blobs",
                "streamgate.transcoder.source.scratch-directory=target/status/scratch" })
@AutoConfigureMockMvc
@WithTestTokens
class TranscoderControllerIT implements HandlerRules {

    @Autowired
    private MockMvcTester http;

    @Test
    void signedInUsersReadProfilesAndOnlyOperatorsReadMetrics() {
        assertThat(get("/api/v1/transcodes/profiles", TestTokens.user("alice", "viewer"))).bodyJson()
            .extractingPath("$.profiles[0].name")
            .isEqualTo("1080p");
        assertThat(get("/api/v1/transcodes/metrics", TestTokens.user("alice", "viewer")))
            .hasStatus(HttpStatus.FORBIDDEN);
        assertThat(get("/api/v1/transcodes/metrics", TestTokens.user("root", "operator"))).hasStatus(HttpStatus.OK);
        assertThat(this.http.get().uri("/api/v1/transcodes/profiles")).hasStatus(HttpStatus.UNAUTHORIZED);
    }

    private MvcTestResult get(String path, String token) {
        return this.http.get().uri(path).header(HttpHeaders.AUTHORIZATION, "Bearer " + token).exchange();
    }

}
