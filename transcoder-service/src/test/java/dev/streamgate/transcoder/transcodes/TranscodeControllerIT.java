/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.transcodes;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.client.HttpClientErrorException;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.contracts.metadata.PlaybackView;
import dev.streamgate.contracts.metadata.Visibility;
import dev.streamgate.contracts.worker.JobApi;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.testing.handlers.HandlerRules;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.testing.security.WithTestTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.never;

@SpringBootTest(properties = { "streamgate.transcoder.runner.enabled=false",
        "streamgate.blobs.directory=target/transcodes/blobs",
        "streamgate.transcoder.source.scratch-directory=target/transcodes/scratch" })
@AutoConfigureMockMvc
@WithTestTokens
class TranscodeControllerIT implements HandlerRules {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Autowired
    private MockMvcTester http;

    @MockitoBean
    private JobApi jobs;

    @MockitoBean
    private PipelineApi contents;

    @Test
    void theOwnerMayTranscode() {
        given(this.contents.playback("c1")).willReturn(content("alice"));
        SubmitJob expected = new SubmitJob("transcode", "c1", Map.of("contentId", "c1", "profiles", List.of("720p")),
                7);
        given(this.jobs.submit(expected, "transcodes:alice:key-0001", "alice"))
            .willReturn(ResponseEntity.accepted().body(job("transcode")));
        MvcTestResult result = this.http.post()
            .uri("/api/v1/transcodes")
            .header(HttpHeaders.AUTHORIZATION, "Bearer " + TestTokens.user("alice", "viewer", "creator"))
            .header("Idempotency-Key", "key-0001")
            .contentType(MediaType.APPLICATION_JSON)
            .content("{\"contentId\":\"c1\",\"profiles\":[\"720p\"],\"priority\":7}")
            .exchange();
        assertThat(result).hasStatus(HttpStatus.ACCEPTED).bodyJson().extractingPath("$.transcodeId").isEqualTo("j1");
    }

    @Test
    void nobodyElseMay() {
        given(this.contents.playback("c1")).willReturn(content("bob"));
        assertThat(create("alice", "{\"contentId\":\"c1\"}")).hasStatus(HttpStatus.FORBIDDEN);
        then(this.jobs).should(never()).submit(any(), any(), any());
    }

    @Test
    void aProfileThatDoesNotExistIsAProblem() {
        assertThat(create("alice", "{\"contentId\":\"c1\",\"profiles\":[\"9000p\"]}")).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.detail")
            .isEqualTo("There is no profile 9000p.");
    }

    @Test
    void aContentThatDoesNotExistIsNotFound() {
        given(this.contents.playback("c1")).willThrow(HttpClientErrorException.create(HttpStatus.NOT_FOUND, "",
                new HttpHeaders(), new byte[0], StandardCharsets.UTF_8));
        assertThat(create("alice", "{\"contentId\":\"c1\"}")).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void aJobOfAnotherTypeIsNoTranscode() {
        given(this.jobs.get("j1", "alice")).willReturn(job("media.purge"));
        assertThat(get("/api/v1/transcodes/j1", "alice")).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void usersSeeTheirOwnAndOperatorsAll() {
        given(this.jobs.list(null, "transcode", null, null, null, "alice"))
            .willReturn(new Page<>(List.of(job("transcode")), null));
        given(this.jobs.list(null, "transcode", null, null, null, null))
            .willReturn(new Page<>(List.of(job("transcode"), job("transcode")), "more"));
        assertThat(get("/api/v1/transcodes", "alice")).bodyJson().extractingPath("$.items.length()").isEqualTo(1);
        MvcTestResult all = this.http.get()
            .uri("/api/v1/transcodes")
            .header(HttpHeaders.AUTHORIZATION, "Bearer " + TestTokens.user("root", "operator"))
            .exchange();
        assertThat(all).bodyJson().extractingPath("$.nextCursor").isEqualTo("more");
    }

    @Test
    void profilesAreShownToWhoeverIsSignedInAndNumbersToOperators() {
        assertThat(get("/api/v1/transcodes/profiles", "alice")).bodyJson()
            .extractingPath("$.profiles[0].name")
            .isEqualTo("1080p");
        assertThat(get("/api/v1/transcodes/metrics", "alice")).hasStatus(HttpStatus.FORBIDDEN);
        assertThat(this.http.get().uri("/api/v1/transcodes/profiles")).hasStatus(HttpStatus.UNAUTHORIZED);
    }

    private MvcTestResult create(String user, String body) {
        return this.http.post()
            .uri("/api/v1/transcodes")
            .header(HttpHeaders.AUTHORIZATION, "Bearer " + TestTokens.user(user, "creator"))
            .contentType(MediaType.APPLICATION_JSON)
            .content(body)
            .exchange();
    }

    private MvcTestResult get(String path, String user) {
        return this.http.get()
            .uri(path)
            .header(HttpHeaders.AUTHORIZATION, "Bearer " + TestTokens.user(user, "viewer"))
            .exchange();
    }

    private static PlaybackView content(String owner) {
        return new PlaybackView("c1", owner, ContentState.READY, Visibility.PRIVATE, true, null, null, 1);
    }

    private static JobView job(String type) {
        return new JobView("j1", type, "c1", "alice", JobState.QUEUED, 5, 0, 0, null, null, null, null, NOON, NOON);
    }

}
