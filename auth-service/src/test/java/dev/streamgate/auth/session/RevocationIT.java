/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import dev.streamgate.auth.testing.AuthClient;
import dev.streamgate.auth.testing.AuthServiceTest;
import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class RevocationIT {

    private static final String FEED = "/internal/v1/revocations?after=";

    private static final String SERVICE = "Basic " + Base64.getEncoder()
        .encodeToString(("worker:" + AuthServiceTest.WORKER_SECRET).getBytes(StandardCharsets.UTF_8));

    private final AuthClient client;

    private final JdbcClient jdbc;

    @Autowired
    RevocationIT(AuthClient client, JdbcClient jdbc) {
        this.client = client;
        this.jdbc = jdbc;
    }

    @Test
    void newRolesEndEarlierTokensAndTheSessionGoesOn() throws Exception {
        Reply tokens = login(this.client.register());
        setRoles(tokens, List.of("viewer"));
        this.client.profile(tokens.field("accessToken")).expect(401);
        Reply renewed = this.client.refresh(tokens.field("refreshToken")).expect(200);
        this.client.profile(renewed.field("accessToken")).expect(200);
        JsonNode last = revocations(-1).getLast();
        assertThat(last.path("sessionId").asString()).isEqualTo(claims(tokens).get("sid"));
        assertThat(last.path("minimumVersion").asInt()).isEqualTo(1);
        assertThat(claims(renewed)).containsEntry("sv", 1L);
    }

    @Test
    void theSameRolesEndNothing() throws Exception {
        Reply tokens = login(this.client.register());
        setRoles(tokens, List.of("viewer", "creator"));
        this.client.profile(tokens.field("accessToken")).expect(200);
    }

    @Test
    void anAdminWhoLostTheRoleCannotTakeItBackWithAnEarlierToken() throws Exception {
        String email = this.client.register();
        Reply before = login(email);
        setRoles(before, List.of("admin"));
        Reply admin = login(email);
        setRoles(admin, List.of("viewer"));
        this.client
            .put(rolesOf(admin), Map.of("roles", List.of("admin")), AuthClient.bearer(admin.field("accessToken")))
            .expect(401);
        Reply renewed = this.client.refresh(admin.field("refreshToken")).expect(200);
        this.client
            .put(rolesOf(admin), Map.of("roles", List.of("admin")), AuthClient.bearer(renewed.field("accessToken")))
            .expect(403);
    }

    @Test
    void rolesAreThoseInTheDatabase() throws Exception {
        Reply tokens = login(this.client.register());
        this.jdbc.sql("UPDATE account SET roles = '{viewer}' WHERE id = ?").param(claims(tokens).get("sub")).update();
        assertThat(this.client.verify(tokens.field("accessToken")).json().path("roles").toString())
            .isEqualTo("[\"viewer\"]");
    }

    @Test
    void everyEndOfASessionIsPublished() throws Exception {
        String email = this.client.register();
        List<Object> ended = new ArrayList<>();
        Reply loggedOut = login(email);
        this.client.logout(loggedOut.field("refreshToken")).expect(204);
        ended.add(claims(loggedOut).get("sid"));
        Reply reused = login(email);
        this.client.refresh(reused.field("refreshToken")).expect(200);
        this.client.refresh(reused.field("refreshToken")).expect(401);
        ended.add(claims(reused).get("sid"));
        Reply other = login(email);
        Reply kept = login(email);
        this.client
            .post("/api/v1/auth/change-password",
                    Map.of("currentPassword", AuthClient.PASSWORD, "newPassword", "another plum orchard"),
                    AuthClient.bearer(kept.field("accessToken")))
            .expect(204);
        ended.add(claims(other).get("sid"));
        List<JsonNode> published = revocations(-1);
        assertThat(published).filteredOn((one) -> one.path("minimumVersion").asInt() == Integer.MAX_VALUE)
            .extracting((one) -> (Object) one.path("sessionId").asString())
            .containsAll(ended)
            .doesNotContain(claims(kept).get("sid"));
        assertThat(published).extracting((one) -> one.path("number").asLong()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aReaderWaitsForTheNextRevocation() throws Exception {
        Reply tokens = login(this.client.register());
        this.client.logout(login(this.client.register()).field("refreshToken")).expect(204);
        long last = revocations(-1).getLast().path("number").asLong();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<List<JsonNode>> waiting = CompletableFuture.supplyAsync(() -> revocations(last),
                    executor);
            this.client.logout(tokens.field("refreshToken")).expect(204);
            assertThat(waiting.get(30, TimeUnit.SECONDS)).extracting((one) -> (Object) one.path("sessionId").asString())
                .contains(claims(tokens).get("sid"));
        }
    }

    @Test
    void aNumberThatWasNeverGivenOutReadsFromTheStart() throws Exception {
        this.client.logout(login(this.client.register()).field("refreshToken")).expect(204);
        assertThat(revocations(Long.MAX_VALUE)).isEqualTo(revocations(-1));
    }

    @Test
    void theFeedIsForServices() {
        this.client.get(FEED + "-1").expect(401);
        this.client.get(FEED + "-1", AuthClient.bearer(this.client.admin())).expect(403);
    }

    private List<JsonNode> revocations(long after) {
        String token = this.client
            .form("/internal/v1/oauth/token", "grant_type=client_credentials", "Authorization", SERVICE)
            .expect(200)
            .field("access_token");
        List<JsonNode> found = new ArrayList<>();
        this.client.get(FEED + after, AuthClient.bearer(token)).expect(200).json().forEach(found::add);
        return found;
    }

    private Reply login(String email) {
        return this.client.login(email, AuthClient.PASSWORD).expect(200);
    }

    private void setRoles(Reply tokens, List<String> roles) throws Exception {
        this.client.put(rolesOf(tokens), Map.of("roles", roles), AuthClient.bearer(this.client.admin())).expect(200);
    }

    private static String rolesOf(Reply tokens) throws Exception {
        return "/api/v1/auth/users/" + claims(tokens).get("sub") + "/roles";
    }

    private static Map<String, Object> claims(Reply tokens) throws Exception {
        return SignedJWT.parse(tokens.field("accessToken")).getJWTClaimsSet().getClaims();
    }

}
