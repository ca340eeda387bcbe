/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.streamgate.auth.testing.AuthClient;
import dev.streamgate.auth.testing.AuthServiceTest;
import dev.streamgate.auth.testing.TestProperties;
import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class RegistrationIT {

    private static final String REGISTER = "/api/v1/auth/register";

    private static final String LOGIN = "/api/v1/auth/login";

    private final AuthClient client;

    private final JdbcClient jdbc;

    @Autowired
    RegistrationIT(AuthClient client, JdbcClient jdbc) {
        this.client = client;
        this.jdbc = jdbc;
    }

    @Test
    void aNewUserIsViewerAndCreator() {
        Reply user = this.client.post(REGISTER, AuthClient.credentials("Ada@Example.com", AuthClient.PASSWORD))
            .expect(201);
        assertThat(user.field("id")).matches("[0-9a-f]{32}");
        assertThat(user.field("email")).isEqualTo("ada@example.com");
        assertThat(user.json().path("roles").toString()).isEqualTo("[\"creator\",\"viewer\"]");
        assertThat(user.json().propertyNames()).doesNotContain("passwordHash", "password");
        String token = this.client.login(" ADA@example.COM ", AuthClient.PASSWORD).expect(200).field("accessToken");
        assertThat(this.client.profile(token).expect(200).json()).isEqualTo(user.json());
    }

    @Test
    void anEmailHasOneAccountRegardlessOfCase() {
        String email = this.client.register();
        Reply again = this.client.post(REGISTER,
                AuthClient.credentials(email.toUpperCase(Locale.ROOT), AuthClient.PASSWORD));
        assertThat(again.expect(409).problem()).isEqualTo("email-taken");
    }

    @Test
    void aWrongPasswordAndAnUnknownEmailHaveTheSameResponse() {
        Reply wrong = this.client.login(this.client.register(), "not the one at all").expect(401);
        Reply unknown = this.client.login("unknown@example.com", "not the one at all").expect(401);
        for (String member : List.of("type", "title", "detail", "status")) {
            assertThat(unknown.json().get(member)).isEqualTo(wrong.json().get(member));
        }
        assertThat(unknown.problem()).isEqualTo("invalid-credentials");
        assertThat(unknown.headers().map().keySet()).isEqualTo(wrong.headers().map().keySet());
    }

    @Test
    void specialCharactersInFieldsAreText() {
        for (String email : List.of("'or'1'='1@example.com", "x');drop-table-account;--@example.com",
                "${jndi:ldap}@example.com", "üñî©ødé@exämple.com", "用户@例子.广告", "%00%27@example.com")) {
            this.client.post(REGISTER, AuthClient.credentials(email, AuthClient.PASSWORD)).expect(201);
            Reply tokens = this.client.login(email, AuthClient.PASSWORD).expect(200);
            assertThat(tokens.json().path("user").path("email").asString()).isEqualTo(email);
        }
        assertThat(this.jdbc.sql("SELECT count(*) FROM account").query(Long.class).single()).isPositive();
    }

    @Test
    void aPasswordMayContainAnyCharactersThatTextCanHave() {
        String email = "any-text@example.com";
        String password = "🐎 'quoted' \\ \"больше\" \u0001 \t %s";
        this.client.post(REGISTER, AuthClient.credentials(email, password)).expect(201);
        this.client.login(email, password).expect(200);
        this.client.login(email, password.strip() + "x").expect(401);
    }

    @Test
    void anInvalidRequestIsAProblemWithADetail() {
        List<String> bodies = List.of("", "null", "[]", "{}", "\"text\"", "{\"email\":",
                "{\"email\":null,\"password\":null}", "{\"email\":{},\"password\":\"plum orchard\"}",
                "{\"email\":[\"a@b.c\"],\"password\":\"plum orchard\"}", "{\"email\":\"a@b.c\",\"password\":{}}",
                "{\"email\":true,\"password\":\"plum orchard\"}", "{\"email\":5,\"password\":\"plum orchard\"}",
                "{\"email\":\"a\\u0000@b.c\",\"password\":\"plum orchard\"}",
                "{\"email\":\"\\ud800@b.c\",\"password\":\"plum orchard\"}",
                "{\"email\":\"a@b.c\",\"password\":\"short\"}", "[".repeat(200));
        for (String path : List.of(REGISTER, LOGIN)) {
            for (String body : bodies) {
                if (path.equals(LOGIN) && body.contains("short")) {
                    continue;
                }
                Reply reply = this.client.post(path, body);
                assertThat(reply.status()).as("%s %s", path, body).isEqualTo(400);
                assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
                assertThat(reply.field("detail")).as(body).isNotEmpty();
                assertThat(reply.field("traceId")).isNotEmpty();
            }
        }
    }

    @Test
    void aHugeBodyIsRejected() {
        String huge = "x".repeat(10_000_000);
        for (Object body : List.of(AuthClient.credentials("a@example.com", huge),
                Map.of("email", "a@example.com", "password", AuthClient.PASSWORD, "more", huge))) {
            assertThat(this.client.post(REGISTER, body).expect(413).problem()).isEqualTo("body-too-large");
        }
    }

    @Test
    void onlyJsonIsAccepted() {
        assertThat(this.client.form(REGISTER, "email=a@example.com").expect(415).problem())
            .isEqualTo("unsupported-media-type");
        this.client.get(REGISTER, AuthClient.bearer(this.client.admin())).expect(405);
    }

    @Test
    void aHashOfALowerCostIsReplacedOnTheNextLogin() {
        String email = this.client.register();
        String before = hash(email);
        String cheaper = new PasswordHashing(
                TestProperties.with(Map.of("passwords.memory", "32KB", "passwords.iterations", "1")))
            .hash(AuthClient.PASSWORD);
        this.jdbc.sql("UPDATE account SET password_hash = ? WHERE email = ?").params(cheaper, email).update();
        this.client.login(email, AuthClient.PASSWORD).expect(200);
        assertThat(hash(email)).startsWith(before.substring(0, before.indexOf("p=1")));
        this.client.login(email, AuthClient.PASSWORD).expect(200);
    }

    private String hash(String email) {
        return this.jdbc.sql("SELECT password_hash FROM account WHERE email = ?")
            .param(email)
            .query(String.class)
            .single();
    }

}
