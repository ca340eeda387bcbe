/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.session;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.auth.testing.AuthClient;
import dev.streamgate.auth.testing.AuthServiceTest;
import dev.streamgate.hardening.audit.AuditJournal;
import dev.streamgate.hardening.audit.AuditQuery;
import dev.streamgate.hardening.audit.AuditRecord;
import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class AuthAuditIT {

    private final AuthClient client;

    private final AuditJournal journal;

    @Autowired
    AuthAuditIT(AuthClient client, AuditJournal journal) {
        this.client = client;
        this.journal = journal;
    }

    @Test
    void aLoginNamesItsUserAndAFailedOneTheClaimedAccount() {
        String email = this.client.register();
        this.client.login(email, "not the password at all").expect(401);
        AuditRecord failed = only("auth.login", email);
        assertThat(failed.result()).isEqualTo("denied");
        assertThat(failed.details()).containsEntry("account", email)
            .containsEntry("reason", "Check both and try again.")
            .containsKey("address");
        Reply tokens = this.client.login(email, AuthClient.PASSWORD).expect(200);
        AuditRecord succeeded = only("auth.login", id(tokens));
        assertThat(succeeded.result()).isEqualTo("success");
        assertThat(succeeded.details()).containsEntry("account", email).containsKey("address");
    }

    @Test
    void theTokenOfAnotherUserIsNotTheActorOfALogin() {
        String other = this.client.login(this.client.register(), AuthClient.PASSWORD).field("accessToken");
        String email = this.client.register();
        this.client
            .post("/api/v1/auth/login", AuthClient.credentials(email, "not the password at all"),
                    AuthClient.bearer(other))
            .expect(401);
        assertThat(only("auth.login", email).result()).isEqualTo("denied");
    }

    @Test
    void registrationRefreshAndLogoutNameTheUser() {
        String email = this.client.register();
        Reply tokens = this.client.login(email, AuthClient.PASSWORD).expect(200);
        assertThat(only("auth.register", id(tokens)).details()).containsEntry("account", email);
        Reply renewed = this.client.refresh(tokens.field("refreshToken")).expect(200);
        assertThat(only("auth.refresh", id(tokens)).result()).isEqualTo("success");
        this.client.logout(renewed.field("refreshToken")).expect(204);
        assertThat(only("auth.logout", id(tokens)).result()).isEqualTo("success");
    }

    @Test
    void otherRolesAreRecordedWithThoseBefore() {
        Reply tokens = this.client.login(this.client.register(), AuthClient.PASSWORD).expect(200);
        this.client
            .put("/api/v1/auth/users/" + id(tokens) + "/roles", Map.of("roles", List.of("operator")),
                    AuthClient.bearer(this.client.admin()))
            .expect(200);
        AuditQuery change = new AuditQuery(null, "/api/v1/auth/users/" + id(tokens) + "/roles", "auth.set-roles", null,
                null, 10);
        assertThat(this.journal.find(change)).singleElement()
            .satisfies((event) -> assertThat(event.details()).containsEntry("rolesBefore", "creator viewer")
                .containsEntry("rolesAfter", "operator"));
    }

    @Test
    void aMissingRoleIsRecordedWithUserRolesPathAndReason() {
        Reply tokens = this.client.login(this.client.register(), AuthClient.PASSWORD).expect(200);
        this.client.get("/api/v1/auth/users", AuthClient.bearer(tokens.field("accessToken"))).expect(403);
        AuditRecord denied = denial(id(tokens), "/api/v1/auth/users");
        assertThat(denied.resource()).isEqualTo("/api/v1/auth/users");
        assertThat(denied.result()).isEqualTo("denied");
        assertThat(denied.details()).containsEntry("method", "GET")
            .containsEntry("roles", "creator viewer")
            .containsKey("address");
        assertThat(String.valueOf(denied.details().get("reason"))).contains("ADMIN");
        this.client.get("/internal/v1/revocations?after=-1", AuthClient.bearer(tokens.field("accessToken")))
            .expect(403);
        assertThat(String.valueOf(denial(id(tokens), "/internal/v1/revocations").details().get("reason")))
            .contains("SERVICE");
    }

    private AuditRecord denial(String user, String path) {
        for (int attempt = 0;; attempt++) {
            List<AuditRecord> found = this.journal
                .find(new AuditQuery(user, path, "AUTHORIZATION_FAILURE", null, null, 10));
            if (!found.isEmpty() || attempt == 1000) {
                return found.getFirst();
            }
            Thread.onSpinWait();
        }
    }

    /**
     * The only event of a type and actor; the clock stands still, so events have no
     * order.
     */
    private AuditRecord only(String type, String actor) {
        List<AuditRecord> found = this.journal.find(new AuditQuery(actor, null, type, null, null, 10));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static String id(Reply tokens) {
        return tokens.json().path("user").path("id").asString();
    }

}
