/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.session;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import dev.streamgate.auth.testing.AuthClient;
import dev.streamgate.auth.testing.AuthServiceTest;
import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class OwnSessionsIT {

    private static final String SESSIONS = "/api/v1/auth/sessions";

    private final AuthClient client;

    @Autowired
    OwnSessionsIT(AuthClient client) {
        this.client = client;
    }

    @Test
    void aUserListsOwnSessionsPageByPage() {
        String email = this.client.register();
        Reply first = login(email);
        Reply second = login(email);
        login(this.client.register());
        JsonNode listed = this.client.get(SESSIONS, bearer(second)).expect(200).json().path("items");
        assertThat(listed).hasSize(2);
        assertThat(listed).extracting((one) -> one.path("id").asString())
            .containsExactlyInAnyOrder(session(first), session(second));
        assertThat(listed).filteredOn((one) -> one.path("current").asBoolean())
            .extracting((one) -> one.path("id").asString())
            .containsExactly(session(second));
        assertThat(listed).allSatisfy((one) -> assertThat(one.path("expiresAt").asString()).isNotEmpty());
        Reply page = this.client.get(SESSIONS + "?limit=1", bearer(second)).expect(200);
        JsonNode rest = this.client.get(SESSIONS + "?limit=1&cursor=" + page.field("nextCursor"), bearer(second))
            .expect(200)
            .json()
            .path("items");
        assertThat(rest).hasSize(1);
        assertThat(rest.path(0).path("id")).isNotEqualTo(page.json().path("items").path(0).path("id"));
    }

    @Test
    void aUserEndsOneSession() {
        String email = this.client.register();
        Reply lost = login(email);
        Reply kept = login(email);
        this.client.delete(SESSIONS + "/" + session(lost), bearer(kept)).expect(204);
        this.client.profile(lost.field("accessToken")).expect(401);
        this.client.refresh(lost.field("refreshToken")).expect(401);
        this.client.profile(kept.field("accessToken")).expect(200);
        this.client.delete(SESSIONS + "/" + session(lost), bearer(kept)).expect(404);
    }

    @Test
    void aSessionOfAnotherUserIsNotFoundAndGoesOn() {
        Reply other = login(this.client.register());
        Reply mine = login(this.client.register());
        this.client.delete(SESSIONS + "/" + session(other), bearer(mine)).expect(404);
        this.client.profile(other.field("accessToken")).expect(200);
    }

    @Test
    void aUserEndsAllSessions() {
        String email = this.client.register();
        Reply first = login(email);
        Reply second = login(email);
        this.client.delete(SESSIONS, bearer(second)).expect(204);
        this.client.profile(first.field("accessToken")).expect(401);
        this.client.profile(second.field("accessToken")).expect(401);
    }

    private Reply login(String email) {
        return this.client.login(email, AuthClient.PASSWORD).expect(200);
    }

    private static String[] bearer(Reply tokens) {
        return AuthClient.bearer(tokens.field("accessToken"));
    }

    private static String session(Reply tokens) {
        return AuthClient.sessionOf(tokens.field("accessToken"));
    }

}
