/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nobody gets anything of a private video but its owner: not through the gateway, and not
 * past it.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock(value = Stack.SERVICES, mode = ResourceAccessMode.READ)
class AccessIT {

    private final Stack stack = Stack.running();

    private final Account owner = Account.register(this.stack);

    private String contentId = "";

    private String uploadId = "";

    private String master = "";

    @BeforeAll
    void upload(@TempDir Path folder) throws Exception {
        Path clip = Media.clip(folder, "clip.mp4", 4);
        this.uploadId = this.owner.upload(clip, 1 << 20);
        this.contentId = this.owner.contentOf(this.uploadId);
        this.owner.await(this.contentId, (content) -> content.path("playable").asBoolean());
        this.master = this.owner.play(this.contentId);
    }

    @Test
    void theOwnerPlaysWithTheSessionAloneInAnyPlayer() {
        Account player = Account.stranger(this.stack);
        Playlist playlist = Playlist.read(player, this.master);
        assertThat(playlist.playlists()).isNotEmpty()
            .allSatisfy((media) -> assertThat(Playlist.read(player, media).download(player)).isNotEmpty());
    }

    @Test
    void aStrangerGetsNothing() {
        assertNothingFor(Account.stranger(this.stack), List.of(401, 403, 404));
    }

    @Test
    void anotherUserGetsNothing() {
        assertNothingFor(Account.register(this.stack), List.of(403, 404));
    }

    @Test
    void aTamperedTokenGetsNothing() {
        String token = this.owner.token();
        int middle = token.lastIndexOf('.') + 10;
        char other = (token.charAt(middle) == 'A') ? 'B' : 'A';
        assertNothingFor(this.owner.withToken(token.substring(0, middle) + other + token.substring(middle + 1)),
                List.of(401));
    }

    @Test
    void aTamperedSessionGetsNothing() {
        int session = this.master.indexOf("session=") + "session=".length();
        Stream.of(session + 4, (session + this.master.length()) / 2, this.master.length() - 4).forEach((at) -> {
            char other = (this.master.charAt(at) == 'A') ? 'B' : 'A';
            String tampered = this.master.substring(0, at) + other + this.master.substring(at + 1);
            assertThat(Account.stranger(this.stack).get(tampered).statusCode()).as(tampered).isIn(401, 403, 404);
        });
    }

    @Test
    void aSessionOpensNoOtherContent() throws Exception {
        Account other = Account.register(this.stack);
        JsonNode content = tools.jackson.databind.json.JsonMapper.shared()
            .readTree(other.post("/api/v1/contents", java.util.Map.of("title", "mine")).body());
        String session = this.master.substring(this.master.indexOf('?'));
        assertThat(Account.stranger(this.stack)
            .get("/api/v1/streams/" + content.path("id").asString() + "/master.m3u8" + session)
            .statusCode()).isIn(401, 403, 404);
    }

    @Test
    void aWrongRoleGetsNothing() {
        assertThat(Stream.of("/api/v1/monitor/health", "/api/v1/cache/stats", "/api/v1/jobs/schedules"))
            .allSatisfy((path) -> assertThat(this.owner.get(path).statusCode()).as(path).isEqualTo(403));
    }

    @Test
    void whatIsInternalIsNotReachableThroughTheGateway() {
        assertThat(Stream.of("/internal/v1/contents/" + this.contentId + "/playback", "/actuator/env",
                "/api/v1/streams/../../../internal/v1/leases",
                "/api/v1/streams/%2e%2e/%2e%2e/%2e%2e/actuator/prometheus"))
            .allSatisfy((path) -> assertThat(this.owner.get(path).statusCode()).as(path).isBetween(400, 404));
    }

    private void assertNothingFor(Account account, List<Integer> refusals) {
        String stream = "/api/v1/streams/" + this.contentId;
        Stream
            .of("/master.m3u8", "/manifest.mpd", "/source/playlist.m3u8", "/source/init.mp4", "/source/0.m4s",
                    "/audio/0.m4s", "/thumbnail.jpg", "/storyboard.vtt", "/info")
            .map(stream::concat)
            .forEach((path) -> assertThat(account.get(path).statusCode()).as(path).isIn(refusals));
        assertThat(account.post(stream + "/sessions", java.util.Map.of()).statusCode()).isIn(refusals);
        Stream.of("/api/v1/contents/" + this.contentId, "/api/v1/uploads/" + this.uploadId)
            .forEach((path) -> assertThat(account.get(path).statusCode()).as(path).isIn(refusals));
    }

}
