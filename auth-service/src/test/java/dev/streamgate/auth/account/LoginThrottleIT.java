/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.streamgate.auth.testing.AuthClient;
import dev.streamgate.auth.testing.AuthServiceTest;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

@AuthServiceTest
class LoginThrottleIT {

    private static final int ALLOWED = 10;

    private static final int ALLOWED_OVERALL = 50;

    private static final String HOME = "192.0.2.1";

    private final AuthClient client;

    private final MovableClock clock;

    private final LoginThrottle throttle;

    private final JdbcClient jdbc;

    private final EmailAddress email = EmailAddress.parse(UUID.randomUUID() + "@example.com");

    @Autowired
    LoginThrottleIT(AuthClient client, MovableClock clock, LoginThrottle throttle, JdbcClient jdbc) {
        this.client = client;
        this.clock = clock;
        this.throttle = throttle;
        this.jdbc = jdbc;
    }

    @Test
    void failuresIncreaseTheDelayForKnownAndUnknownEmailsAlike() {
        for (String account : List.of(this.client.register(), "unknown-" + UUID.randomUUID() + "@example.com")) {
            for (int i = 0; i < ALLOWED; i++) {
                this.client.login(account, "a wrong guess").expect(401);
            }
            Reply delayed = this.client.login(account, AuthClient.PASSWORD).expect(429);
            assertThat(delayed.problem()).isEqualTo("too-many-failed-logins");
            assertThat(delayed.header("Retry-After")).isEqualTo("1");
            this.clock.advance(Duration.ofSeconds(1));
            this.client.login(account, "a wrong guess").expect(401);
            assertThat(this.client.login(account, "a wrong guess").expect(429).header("Retry-After")).isEqualTo("2");
        }
    }

    @Test
    void allowedFailuresAreNeverDelayedRegardlessOfTheClocksPrecision() {
        for (int i = 0; i < ALLOWED; i++) {
            this.clock.advance(Duration.ofNanos(777));
            assertThat(isAllowed(HOME)).isTrue();
        }
        this.clock.advance(Duration.ofSeconds(1).minusNanos(777 * ALLOWED));
    }

    @Test
    void aSuccessfulLoginResetsTheCount() {
        String account = this.client.register();
        for (int i = 0; i < ALLOWED; i++) {
            this.client.login(account, "a wrong guess").expect(401);
        }
        this.clock.advance(Duration.ofSeconds(1));
        this.client.login(account, AuthClient.PASSWORD).expect(200);
        this.client.login(account, "a wrong guess").expect(401);
        this.client.login(account, AuthClient.PASSWORD).expect(200);
    }

    @Test
    void passwordChangesAreThrottledToo() {
        String account = this.client.register();
        String token = this.client.login(account, AuthClient.PASSWORD).field("accessToken");
        String body = "{\"currentPassword\":\"a wrong guess\",\"newPassword\":\"another orchard\"}";
        for (int i = 0; i < ALLOWED; i++) {
            this.client.post("/api/v1/auth/change-password", body, AuthClient.bearer(token)).expect(403);
        }
        this.client.post("/api/v1/auth/change-password", body, AuthClient.bearer(token)).expect(429);
    }

    @Test
    void concurrentAttemptsCountBeforeTheyFail() throws Exception {
        List<Callable<Boolean>> guesses = new ArrayList<>();
        for (int i = 0; i < 3 * ALLOWED; i++) {
            guesses.add(() -> isAllowed(HOME));
        }
        int allowed = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> guess : threads.invokeAll(guesses)) {
                allowed += guess.get() ? 1 : 0;
            }
        }
        assertThat(allowed).isEqualTo(ALLOWED);
    }

    @Test
    void rejectedAttemptsDoNotExtendTheDelay() {
        fail(HOME, ALLOWED);
        for (int i = 0; i < 100; i++) {
            assertDelayed(HOME, "1");
        }
        this.clock.advance(Duration.ofSeconds(1));
        assertThat(isAllowed(HOME)).isTrue();
    }

    @Test
    void theDelayIsLimitedAndIsResetAfterATimeWithoutFailures() {
        for (int i = 0; i < 2 * ALLOWED; i++) {
            fail(HOME, 1);
            this.clock.advance(Duration.ofMinutes(5));
        }
        fail(HOME, 1);
        assertDelayed(HOME, "300");
        this.clock.advance(Duration.ofMinutes(61));
        fail(HOME, ALLOWED);
        assertDelayed(HOME, "1");
    }

    @Test
    void failuresFromAnotherNetworkDoNotDelayTheOwner() {
        String attacker = "198.51.100.9";
        fail(attacker, ALLOWED);
        assertDelayed(attacker, "1");
        assertThatNoException().isThrownBy(() -> this.throttle.recordAttempt(this.email, HOME));
    }

    @Test
    void theNetworkIsThatOfTheClientBehindTheProxy() {
        String account = this.client.register();
        for (int i = 0; i < ALLOWED; i++) {
            login(account, "a wrong guess", "2001:db8:1:2::" + i).expect(401);
        }
        login(account, AuthClient.PASSWORD, "2001:db8:1:2:ffff::1").expect(429);
        login(account, AuthClient.PASSWORD, "2001:db8:1:3::1").expect(200);
    }

    @Test
    void failuresFromManyNetworksDelayAllButKnownNetworks() {
        this.throttle.recordAttempt(this.email, HOME);
        this.throttle.recordSuccess(this.email, HOME);
        for (int i = 0; i < ALLOWED_OVERALL; i++) {
            fail("198.51.100." + i, 1);
        }
        assertDelayed("203.0.113.1", "1");
        assertThat(isAllowed(HOME)).isTrue();
        this.clock.advance(Duration.ofDays(31));
        for (int i = 0; i < ALLOWED_OVERALL; i++) {
            fail("198.51.100." + i, 1);
        }
        assertDelayed(HOME, "1");
    }

    @Test
    void loginsFromManyNetworksAreNotFailures() {
        for (int i = 0; i < 2 * ALLOWED_OVERALL; i++) {
            this.throttle.recordAttempt(this.email, "198.51.100." + i);
            this.throttle.recordSuccess(this.email, "198.51.100." + i);
        }
        assertThat(isAllowed("203.0.113.1")).isTrue();
    }

    @Test
    void aWithdrawnAttemptDoesNotCount() {
        for (int i = 0; i < 2 * ALLOWED; i++) {
            this.throttle.recordAttempt(this.email, HOME);
            this.throttle.withdrawAttempt(this.email, HOME);
        }
        fail(HOME, ALLOWED);
        assertDelayed(HOME, "1");
    }

    @Test
    void expiredRowsAreDeleted() {
        fail(HOME, 1);
        this.throttle.recordSuccess(this.email, "198.51.100.1");
        this.clock.advance(Duration.ofDays(31));
        this.throttle.deleteExpired();
        assertThat(this.jdbc.sql("SELECT (SELECT count(*) FROM login_failures) + (SELECT count(*) FROM known_network)")
            .query(Long.class)
            .single()).isZero();
    }

    private Reply login(String account, String password, String address) {
        return this.client.post("/api/v1/auth/login", AuthClient.credentials(account, password), "X-Forwarded-For",
                address);
    }

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            this.throttle.recordAttempt(this.email, address);
        }
    }

    private boolean isAllowed(String address) {
        try {
            this.throttle.recordAttempt(this.email, address);
            return true;
        }
        catch (ProblemException ex) {
            return false;
        }
    }

    private void assertDelayed(String address, String retryAfter) {
        assertThatExceptionOfType(ProblemException.class)
            .isThrownBy(() -> this.throttle.recordAttempt(this.email, address))
            .satisfies((ex) -> assertThat(ex.getHeaders().getFirst("Retry-After")).isEqualTo(retryAfter));
    }

}
