/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Only the owner has access to a private video, through the gateway and by internal
 * paths.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock(value = Stack.SERVICES_LOCK, mode = ResourceAccessMode.READ)
class AccessIT {

    private final Stack stack = Stack.running();

    private final GatewayUser owner = GatewayUser.register(this.stack);

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
    void aPlayerNeedsOnlyTheSession() {
        GatewayUser player = GatewayUser.anonymous(this.stack);
        Playlist playlist = Playlist.read(player, this.master);
        assertThat(playlist.playlists()).isNotEmpty()
            .allSatisfy((media) -> assertThat(Playlist.read(player, media).download(player)).isNotEmpty());
    }

    @Test
    void anAnonymousUserHasNoAccess() {
        assertNoAccess(GatewayUser.anonymous(this.stack), List.of(401, 403, 404));
    }

    @Test
    void anotherUserHasNoAccess() {
        assertNoAccess(GatewayUser.register(this.stack), List.of(403, 404));
    }

    @Test
    void aTamperedTokenIsRejected() {
        String token = this.owner.token();
        int middle = token.lastIndexOf('.') + 10;
        char other = (token.charAt(middle) == 'A') ? 'B' : 'A';
        assertNoAccess(this.owner.withToken(token.substring(0, middle) + other + token.substring(middle + 1)),
                List.of(401));
    }

    @Test
    void aTamperedSessionIsRejected() {
        int session = this.master.indexOf("session=") + "session=".length();
        int end = this.master.lastIndexOf('/');
        Stream.of(session + 4, (session + end) / 2, end - 4).forEach((at) -> {
            char other = (this.master.charAt(at) == 'A') ? 'B' : 'A';
            String tampered = this.master.substring(0, at) + other + this.master.substring(at + 1);
            assertThat(GatewayUser.anonymous(this.stack).get(tampered).status()).as(tampered).isIn(401, 403, 404);
        });
    }

    @Test
    void aSessionIsValidForItsContentOnly() throws Exception {
        GatewayUser user = GatewayUser.register(this.stack);
        JsonNode content = user.post("/api/v1/contents", Map.of("title", "mine")).json();
        String other = this.master.replace(this.contentId, content.path("id").asString());
        assertThat(GatewayUser.anonymous(this.stack).get(other).status()).isIn(401, 403, 404);
    }

    @Test
    void theEndOfALoginEndsItsTokenAndItsPlaybackInEveryService() {
        Reply login = this.owner.login();
        GatewayUser device = this.owner.withToken(login.field("accessToken"));
        GatewayUser player = GatewayUser.anonymous(this.stack);
        String playing = device.play(this.contentId);
        List<String> paths = List.of("/api/v1/auth/profile", "/api/v1/uploads", "/api/v1/contents?owner=me",
                "/api/v1/jobs", "/api/v1/streams/" + this.contentId + "/info");
        assertThat(paths).allSatisfy((path) -> assertThat(device.get(path).status()).as(path).isEqualTo(200));
        assertThat(player.get(playing).status()).isEqualTo(200);
        this.owner.post("/api/v1/auth/logout", Map.of("refreshToken", login.field("refreshToken"))).expect(204);
        await().untilAsserted(() -> {
            assertThat(paths).allSatisfy((path) -> assertThat(device.get(path).status()).as(path).isEqualTo(401));
            assertThat(player.get(playing).status()).isEqualTo(401);
        });
        assertThat(player.get(this.master).status()).isEqualTo(200);
    }

    @Test
    void disablingAnAccountEndsItsTokensInEveryService() {
        GatewayUser user = GatewayUser.register(this.stack);
        String id = user.json("/api/v1/auth/profile").path("id").asString();
        List<String> paths = List.of("/api/v1/auth/profile", "/api/v1/uploads", "/api/v1/contents?owner=me",
                "/api/v1/jobs", "/api/v1/streams/" + this.contentId + "/info");
        GatewayUser.admin(this.stack).http().patch("/api/v1/auth/users/" + id, Map.of("state", "disabled")).expect(200);
        await().untilAsserted(() -> assertThat(paths)
            .allSatisfy((path) -> assertThat(user.get(path).status()).as(path).isEqualTo(401)));
    }

    @Test
    void operatorEndpointsRequireTheRole() {
        assertThat(Stream.of("/api/v1/monitor/health", "/api/v1/cache/stats", "/api/v1/jobs/schedules"))
            .allSatisfy((path) -> assertThat(this.owner.get(path).status()).as(path).isEqualTo(403));
    }

    @Test
    void internalPathsAreNotReachableThroughTheGateway() {
        assertThat(Stream.of("/internal/v1/contents/" + this.contentId + "/playback", "/actuator/env",
                "/api/v1/streams/../../../internal/v1/leases",
                "/api/v1/streams/%2e%2e/%2e%2e/%2e%2e/actuator/prometheus"))
            .allSatisfy((path) -> assertThat(this.owner.get(path).status()).as(path).isBetween(400, 404));
    }

    private void assertNoAccess(GatewayUser user, List<Integer> statuses) {
        String stream = "/api/v1/streams/" + this.contentId;
        Stream
            .of("/master.m3u8", "/manifest.mpd", "/source/playlist.m3u8", "/source/init.mp4", "/source/0.m4s",
                    "/audio/0.m4s", "/thumbnail.jpg", "/storyboard.vtt", "/info")
            .map(stream::concat)
            .forEach((path) -> assertThat(user.get(path).status()).as(path).isIn(statuses));
        assertThat(user.post(stream + "/sessions", Map.of()).status()).isIn(statuses);
        Stream.of("/api/v1/contents/" + this.contentId, "/api/v1/uploads/" + this.uploadId)
            .forEach((path) -> assertThat(user.get(path).status()).as(path).isIn(statuses));
    }

}
