/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import dev.streamgate.auth.testing.AuthClient;
import dev.streamgate.auth.testing.AuthServiceTest;
import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class DisabledAccountIT {

    private static final String USERS = "/api/v1/auth/users/";

    private static final Map<String, String> DISABLED = Map.of("state", "disabled");

    private static final Map<String, String> ACTIVE = Map.of("state", "active");

    private final AuthClient client;

    private String email = "";

    private String id = "";

    private Reply tokens;

    private String[] admin = {};

    @Autowired
    DisabledAccountIT(AuthClient client) {
        this.client = client;
        this.tokens = client.login("admin@streamgate.local", AuthServiceTest.ADMIN_PASSWORD);
    }

    @BeforeEach
    void login() {
        this.admin = AuthClient.bearer(this.client.admin());
        this.email = this.client.register();
        this.tokens = this.client.login(this.email, AuthClient.PASSWORD).expect(200);
        this.id = this.tokens.json().path("user").path("id").asString();
    }

    @Test
    void aDisabledUserHasNoSessionAndStartsNone() {
        assertThat(this.tokens.json().path("user").path("state").asString()).isEqualTo("active");
        assertThat(this.client.patch(USERS + this.id, DISABLED, this.admin).expect(200).field("state"))
            .isEqualTo("disabled");
        this.client.profile(this.tokens.field("accessToken")).expect(401);
        this.client.refresh(this.tokens.field("refreshToken")).expect(401);
        assertThat(this.client.login(this.email, AuthClient.PASSWORD).expect(403).problem())
            .isEqualTo("account-disabled");
        assertThat(this.client.login(this.email, "not the password at all").expect(401).problem())
            .isEqualTo("invalid-credentials");
    }

    @Test
    void anEnabledUserSignsInAgain() {
        this.client.patch(USERS + this.id, DISABLED, this.admin).expect(200);
        assertThat(this.client.patch(USERS + this.id, ACTIVE, this.admin).expect(200).field("state"))
            .isEqualTo("active");
        Reply again = this.client.login(this.email, AuthClient.PASSWORD).expect(200);
        this.client.profile(again.field("accessToken")).expect(200);
        this.client.profile(this.tokens.field("accessToken")).expect(401);
    }

    @Test
    void theTokensOfADisabledUserAreRevokedInAllServices() {
        this.client.patch(USERS + this.id, DISABLED, this.admin).expect(200);
        List<JsonNode> revocations = new ArrayList<>();
        this.client.get("/internal/v1/revocations?after=-1", this.client.worker())
            .expect(200)
            .json()
            .forEach(revocations::add);
        assertThat(revocations).extracting((one) -> one.path("sessionId").asString())
            .contains(AuthClient.sessionOf(this.tokens.field("accessToken")));
    }

    @Test
    void theLastActiveAdminIsNotDisabled() {
        String admins = this.client.get("/api/v1/auth/users?email=admin@streamgate.local", this.admin)
            .json()
            .path("items")
            .path(0)
            .path("id")
            .asString();
        this.client.put(USERS + this.id + "/roles", Map.of("roles", List.of("admin")), this.admin).expect(200);
        this.client.patch(USERS + this.id, DISABLED, this.admin).expect(200);
        assertThat(this.client.patch(USERS + admins, DISABLED, this.admin).expect(409).problem())
            .isEqualTo("last-admin");
        assertThat(this.client.put(USERS + admins + "/roles", Map.of("roles", List.of()), this.admin)
            .expect(409)
            .problem()).isEqualTo("last-admin");
        this.client.put(USERS + this.id + "/roles", Map.of("roles", List.of("viewer")), this.admin).expect(200);
    }

    @Test
    void anAdminEndsTheSessionsOfAUser() {
        this.client.delete(USERS + this.id + "/sessions", this.admin).expect(204);
        this.client.profile(this.tokens.field("accessToken")).expect(401);
        this.client.refresh(this.tokens.field("refreshToken")).expect(401);
        this.client.login(this.email, AuthClient.PASSWORD).expect(200);
    }

    @Test
    void onlyAdminsDoThat() {
        String[] user = AuthClient.bearer(this.tokens.field("accessToken"));
        this.client.patch(USERS + this.id, DISABLED, user).expect(403);
        this.client.delete(USERS + this.id + "/sessions", user).expect(403);
        this.client.patch(USERS + "0".repeat(32), DISABLED, this.admin).expect(404);
        this.client.delete(USERS + "0".repeat(32) + "/sessions", this.admin).expect(404);
        this.client.patch(USERS + this.id, Map.of("state", "gone"), this.admin).expect(400);
        this.client.patch(USERS + this.id, Map.of(), this.admin).expect(400);
    }

    @Test
    void servicesReadWhatUsersMayDoNow() {
        String path = "/internal/v1/user-authorities?id=" + this.id + "&id=" + "0".repeat(32);
        JsonNode found = this.client.get(path, this.client.worker()).expect(200).json();
        assertThat(found).hasSize(1);
        assertThat(found.path(0).path("active").asBoolean()).isTrue();
        assertThat(found.path(0).path("roles")).hasSize(2);
        this.client.patch(USERS + this.id, DISABLED, this.admin).expect(200);
        assertThat(this.client.get(path, this.client.worker()).json().path(0).path("active").asBoolean()).isFalse();
        this.client.get(path, this.admin).expect(403);
    }

}
