/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.auth.testing.AuthClient;
import dev.streamgate.auth.testing.AuthServiceTest;
import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class LoginSessionIT {

    private final AuthClient client;

    private final MovableClock clock;

    @Autowired
    LoginSessionIT(AuthClient client, MovableClock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Test
    void aLoginReturnsTokensThatAreNotCacheable() {
        Reply reply = login();
        assertThat(reply.field("tokenType")).isEqualTo("Bearer");
        assertThat(reply.json().path("expiresIn").asInt()).isEqualTo(900);
        assertThat(reply.field("refreshToken")).matches("sgr_[A-Za-z0-9_-]{64}");
        assertThat(reply.json().path("user").path("roles").toString()).isEqualTo("[\"creator\",\"viewer\"]");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void aRefreshReturnsNewTokensOfTheSameSession() {
        Reply first = login();
        Reply second = this.client.refresh(first.field("refreshToken")).expect(200);
        assertThat(second.field("refreshToken")).isNotEqualTo(first.field("refreshToken"));
        assertThat(second.field("accessToken")).isNotEqualTo(first.field("accessToken"));
        this.client.profile(second.field("accessToken")).expect(200);
        this.client.refresh(second.field("refreshToken")).expect(200);
    }

    @Test
    void reuseOfARefreshTokenEndsTheSessionAndItsTokens() {
        Reply first = login();
        Reply second = this.client.refresh(first.field("refreshToken")).expect(200);
        Reply third = this.client.refresh(second.field("refreshToken")).expect(200);
        assertThat(this.client.refresh(first.field("refreshToken")).expect(401).problem())
            .isEqualTo("invalid-refresh-token");
        this.client.refresh(third.field("refreshToken")).expect(401);
        this.client.profile(third.field("accessToken")).expect(401);
    }

    @Test
    void oneOfManyConcurrentRefreshesSucceeds() throws Exception {
        String token = login().field("refreshToken");
        List<Reply> replies = concurrently(() -> this.client.refresh(token));
        List<Reply> renewed = replies.stream().filter((reply) -> reply.status() == 200).toList();
        assertThat(renewed).hasSize(1);
        assertThat(replies).allMatch((reply) -> reply.status() == 200 || reply.status() == 401);
        this.client.refresh(renewed.getFirst().field("refreshToken")).expect(401);
    }

    @Test
    void concurrentRefreshesWithOneIdempotencyKeyReturnTheSameToken() throws Exception {
        String token = login().field("refreshToken");
        String key = UUID.randomUUID().toString();
        List<Reply> replies = concurrently(() -> this.client.refresh(token, "Idempotency-Key", key));
        assertThat(replies).allMatch((reply) -> reply.status() == 200)
            .extracting((reply) -> reply.field("refreshToken"))
            .containsOnly(replies.getFirst().field("refreshToken"))
            .doesNotContain(token);
        this.client.refresh(replies.getFirst().field("refreshToken")).expect(200);
    }

    @Test
    void aRepetitionIsReuseAfterAMinuteOrAfterUseOfTheNewTokenOrWithAnotherKey() {
        String expired = login().field("refreshToken");
        this.client.refresh(expired, "Idempotency-Key", "k").expect(200);
        this.clock.advance(Duration.ofSeconds(61));
        this.client.refresh(expired, "Idempotency-Key", "k").expect(401);

        String used = login().field("refreshToken");
        String next = this.client.refresh(used, "Idempotency-Key", "k").expect(200).field("refreshToken");
        this.client.refresh(next).expect(200);
        this.client.refresh(used, "Idempotency-Key", "k").expect(401);

        String stolen = login().field("refreshToken");
        this.client.refresh(stolen, "Idempotency-Key", "k").expect(200);
        this.client.refresh(stolen, "Idempotency-Key", "another").expect(401);
    }

    @Test
    void aSessionExpiresRegardlessOfRefreshes() {
        String token = login().field("refreshToken");
        for (int i = 0; i < 3; i++) {
            this.clock.advance(Duration.ofDays(9));
            token = this.client.refresh(token).expect(200).field("refreshToken");
        }
        this.clock.advance(Duration.ofDays(3));
        this.client.refresh(token).expect(401);
    }

    @Test
    void aLogoutEndsTheSessionImmediatelyAndIsRepeatable() {
        Reply tokens = login();
        this.client.logout(tokens.field("refreshToken")).expect(204);
        this.client.logout(tokens.field("refreshToken")).expect(204);
        this.client.refresh(tokens.field("refreshToken")).expect(401);
        this.client.profile(tokens.field("accessToken")).expect(401);
        assertThat(this.client.verify(tokens.field("accessToken")).expect(200).json().path("active").asBoolean())
            .isFalse();
    }

    @Test
    void aMalformedRefreshTokenIsRejectedLikeAnUnknownOne() {
        String unknown = "sgr_" + "A".repeat(64);
        for (String token : List.of(unknown, "sgr_", "x", "sgr_" + "!".repeat(64), "'; DROP TABLE session; --")) {
            assertThat(this.client.refresh(token).expect(401).problem()).isEqualTo("invalid-refresh-token");
            this.client.logout(token).expect(204);
        }
        this.client.refresh("").expect(400);
    }

    @Test
    void oneSessionMoreThanAllowedEndsTheOldest() {
        String email = this.client.register();
        String oldest = this.client.login(email, AuthClient.PASSWORD).field("refreshToken");
        this.clock.advance(Duration.ofSeconds(1));
        String second = this.client.login(email, AuthClient.PASSWORD).field("refreshToken");
        this.clock.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 99; i++) {
            this.client.login(email, AuthClient.PASSWORD).expect(200);
        }
        this.client.refresh(oldest).expect(401);
        this.client.refresh(second).expect(200);
    }

    @Test
    void aPasswordChangeEndsTheOtherSessionsOnly() {
        String email = this.client.register();
        Reply current = this.client.login(email, AuthClient.PASSWORD).expect(200);
        Reply other = this.client.login(email, AuthClient.PASSWORD).expect(200);
        String[] caller = AuthClient.bearer(current.field("accessToken"));
        Map<String, String> wrong = Map.of("currentPassword", "not this one at all", "newPassword", "another orchard");
        assertThat(this.client.post("/api/v1/auth/change-password", wrong, caller).expect(403).problem())
            .isEqualTo("wrong-password");
        Map<String, String> weak = Map.of("currentPassword", AuthClient.PASSWORD, "newPassword", "password1234");
        assertThat(this.client.post("/api/v1/auth/change-password", weak, caller).expect(400).problem())
            .isEqualTo("weak-password");
        Map<String, String> right = Map.of("currentPassword", AuthClient.PASSWORD, "newPassword", "another orchard");
        this.client.post("/api/v1/auth/change-password", right, caller).expect(204);

        this.client.refresh(current.field("refreshToken")).expect(200);
        this.client.refresh(other.field("refreshToken")).expect(401);
        this.client.profile(other.field("accessToken")).expect(401);
        this.client.login(email, AuthClient.PASSWORD).expect(401);
        this.client.login(email, "another orchard").expect(200);
    }

    @Test
    void aPasswordChangeIsNotStoredForReplay() {
        String email = this.client.register();
        String[] caller = AuthClient.bearer(this.client.login(email, AuthClient.PASSWORD).field("accessToken"));
        String[] headers = { caller[0], caller[1], "Idempotency-Key", "change-" + email };
        String body = "{\"currentPassword\":\"%s\",\"newPassword\":\"another orchard\"}".formatted(AuthClient.PASSWORD);
        this.client.post("/api/v1/auth/change-password", body, headers).expect(204);
        assertThat(this.client.post("/api/v1/auth/change-password", body, headers).expect(403).problem())
            .as("not replayed, so not stored")
            .isEqualTo("wrong-password");
    }

    private Reply login() {
        return this.client.login(this.client.register(), AuthClient.PASSWORD).expect(200);
    }

    private static List<Reply> concurrently(Callable<Reply> call) throws Exception {
        int count = 12;
        CyclicBarrier start = new CyclicBarrier(count);
        try (var threads = Executors.newFixedThreadPool(count)) {
            Callable<Reply> together = () -> {
                start.await();
                return call.call();
            };
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> reply : threads.invokeAll(Collections.nCopies(count, together))) {
                replies.add(reply.get());
            }
            return replies;
        }
    }

}
