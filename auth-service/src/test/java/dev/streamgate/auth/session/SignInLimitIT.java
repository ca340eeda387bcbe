/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.session;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import dev.streamgate.auth.testing.AuthClient;
import dev.streamgate.auth.testing.AuthServiceTest;
import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
@TestPropertySource(properties = { "streamgate.rate-limit.enabled=true", "streamgate.rate-limit.plans.auth.capacity=8",
        "streamgate.rate-limit.plans.auth.refill=1", "streamgate.rate-limit.plans.auth.period=1h" })
class SignInLimitIT {

    private final AuthClient client;

    @Autowired
    SignInLimitIT(AuthClient client) {
        this.client = client;
    }

    @Test
    void noAccessTokenMovesASignInIntoAnotherBucket() {
        List<String> tokens = List.of(token("203.0.113.1"), token("203.0.113.2"));
        for (int i = 0; i < 8; i++) {
            assertThat(signIn(i, "203.0.113.9", tokens.get(i % 2)).status()).as("request %d", i).isNotEqualTo(429);
        }
        for (int i = 0; i < 8; i++) {
            Reply rejected = signIn(i, "203.0.113.9", tokens.get(i % 2)).expect(429);
            assertThat(rejected.problem()).isEqualTo("rate-limited");
            assertThat(rejected.header("Retry-After")).isNotBlank();
        }
        assertThat(signIn(0, "203.0.113.10", tokens.getFirst()).status()).isEqualTo(401);
    }

    @Test
    void addressesOfOneNetworkShareABucket() {
        for (int i = 0; i < 8; i++) {
            assertThat(signIn(0, "2001:db8:1:2::" + i, null).status()).isEqualTo(401);
        }
        signIn(0, "2001:db8:1:2::ffff", null).expect(429);
        assertThat(signIn(0, "2001:db8:1:3::1", null).status()).isEqualTo(401);
    }

    private Reply signIn(int kind, String address, String token) {
        String[] headers = Stream
            .concat(Stream.of("X-Forwarded-For", address),
                    (token != null) ? Stream.of(AuthClient.bearer(token)) : Stream.empty())
            .toArray(String[]::new);
        return switch (kind % 4) {
            case 0 -> this.client.post("/api/v1/auth/login",
                    AuthClient.credentials("stranger-%s@example.com".formatted(address.hashCode()), "wrong"), headers);
            case 1 -> this.client.post("/api/v1/auth/register", AuthClient.credentials("no address", "short"), headers);
            case 2 -> this.client.post("/api/v1/auth/refresh", Map.of("refreshToken", "unknown"), headers);
            default -> this.client.post("/api/v1/auth/challenge", Map.of(), headers);
        };
    }

    private String token(String address) {
        String email = "sign-in-" + address + "@example.com";
        Map<String, String> credentials = AuthClient.credentials(email, AuthClient.PASSWORD);
        this.client.post("/api/v1/auth/register", credentials, "X-Forwarded-For", address).expect(201);
        return this.client.post("/api/v1/auth/login", credentials, "X-Forwarded-For", address)
            .expect(200)
            .field("accessToken");
    }

}
