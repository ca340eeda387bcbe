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

import dev.streamgate.auth.testing.AuthClient;
import dev.streamgate.auth.testing.AuthServiceTest;
import dev.streamgate.testing.handlers.HandlerRules;
import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class UserIT implements HandlerRules {

    private static final String USERS = "/api/v1/auth/users";

    private final AuthClient client;

    private String[] admin = {};

    @Autowired
    UserIT(AuthClient client) {
        this.client = client;
    }

    @BeforeEach
    void login() {
        this.admin = AuthClient.bearer(this.client.admin());
    }

    @Test
    void anAdminSetsRolesAndTheNextTokenHasThem() {
        String email = this.client.register();
        Reply tokens = this.client.login(email, AuthClient.PASSWORD).expect(200);
        String id = tokens.json().path("user").path("id").asString();
        Reply user = this.client.put(USERS + "/" + id + "/roles", Map.of("roles", List.of("operator", "viewer")),
                this.admin);
        assertThat(user.expect(200).json().path("roles").toString()).isEqualTo("[\"operator\",\"viewer\"]");
        Reply renewed = this.client.refresh(tokens.field("refreshToken")).expect(200);
        assertThat(this.client.verify(renewed.field("accessToken")).json().path("roles").toString())
            .isEqualTo("[\"operator\",\"viewer\"]");
        this.client.put(USERS + "/" + id + "/roles", Map.of("roles", List.of()), this.admin).expect(200);
        assertThat(this.client.get(USERS + "/" + id, this.admin).expect(200).json().path("roles")).isEmpty();
    }

    @Test
    void onlyUserRolesCanBeSet() {
        String id = this.client.get(USERS, this.admin).json().path("items").path(0).path("id").asString();
        for (Object roles : List.of(List.of("emperor"), List.of("service"), List.of("ADMIN"), List.of(""), "admin", 5,
                Map.of())) {
            this.client.put(USERS + "/" + id + "/roles", Map.of("roles", roles), this.admin).expect(400);
        }
        this.client.put(USERS + "/" + id + "/roles", Map.of(), this.admin).expect(400);
    }

    @Test
    void theLastAdminCannotLoseTheRole() {
        String id = this.client.get(USERS + "?email=admin@streamgate.local", this.admin)
            .json()
            .path("items")
            .path(0)
            .path("id")
            .asString();
        Map<String, List<String>> viewer = Map.of("roles", List.of("viewer"));
        assertThat(this.client.put(USERS + "/" + id + "/roles", viewer, this.admin).expect(409).problem())
            .isEqualTo("last-admin");
    }

    @Test
    void usersAreListedPageByPage() {
        List<String> registered = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            registered.add(this.client.register());
        }
        List<String> listed = new ArrayList<>();
        String cursor = "";
        do {
            Reply page = this.client.get(USERS + "?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor), this.admin)
                .expect(200);
            assertThat(page.json().path("items").size()).isBetween(1, 2);
            page.json().path("items").forEach((user) -> listed.add(user.path("email").asString()));
            cursor = page.field("nextCursor");
        }
        while (!cursor.isEmpty());
        assertThat(listed).doesNotHaveDuplicates().startsWith("admin@streamgate.local").containsSubsequence(registered);
    }

    @Test
    void anInvalidCursorOrLimitIsAProblem() {
        for (String cursor : List.of("x", "!", "NQ", "dXNlcnMgYWZ0ZXIgeA", "%00")) {
            assertThat(this.client.get(USERS + "?cursor=" + cursor, this.admin).status()).as(cursor).isEqualTo(400);
        }
        for (String limit : List.of("0", "-1", "201", "x", "99999999999")) {
            this.client.get(USERS + "?limit=" + limit, this.admin).expect(400);
        }
    }

    @Test
    void anUnknownUserIsNotFound() {
        for (String id : List.of("unknown", "0".repeat(32), "'or'1'='1", "x".repeat(2000))) {
            this.client.get(USERS + "/" + id, this.admin).expect(404);
            this.client.put(USERS + "/" + id + "/roles", Map.of("roles", List.of("viewer")), this.admin).expect(404);
        }
    }

    @Test
    void usersAreForAdmins() {
        String token = this.client.login(this.client.register(), AuthClient.PASSWORD).field("accessToken");
        this.client.get(USERS).expect(401);
        this.client.get(USERS, AuthClient.bearer(token)).expect(403);
        this.client
            .put(USERS + "/" + "0".repeat(32) + "/roles", Map.of("roles", List.of("admin")), AuthClient.bearer(token))
            .expect(403);
    }

    @Override
    public Map<String, String> writesWithoutAuditEvent() {
        return Map.of("AuthController.verifyToken", "It returns the status of a token and changes nothing.",
                "WalletController.login", "It returns 501.", "WalletController.verifyOwnership", "It returns 501.");
    }

}
