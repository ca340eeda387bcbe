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

    private static final int FREE = 10;

    private static final int FREE_OVERALL = 50;

    private static final String HERE = "192.0.2.1";

    private final AuthClient client;

    private final MovableClock clock;

    private final LoginThrottle brake;

    private final JdbcClient jdbc;

    private final EmailAddress email = EmailAddress.parse(UUID.randomUUID() + "@example.com");

    @Autowired
    LoginThrottleIT(AuthClient client, MovableClock clock, LoginThrottle brake, JdbcClient jdbc) {
        this.client = client;
        this.clock = clock;
        this.brake = brake;
        this.jdbc = jdbc;
    }

    @Test
    void whoGuessesMustWaitLongerEachTimeForKnownAndUnknownEmailsAlike() {
        for (String account : List.of(this.client.register(), "nobody-" + UUID.randomUUID() + "@example.com")) {
            for (int i = 0; i < FREE; i++) {
                this.client.login(account, "a wrong guess").expect(401);
            }
            Reply refused = this.client.login(account, AuthClient.PASSWORD).expect(429);
            assertThat(refused.problem()).isEqualTo("too-many-failed-sign-ins");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            this.clock.advance(Duration.ofSeconds(1));
            this.client.login(account, "a wrong guess").expect(401);
            assertThat(this.client.login(account, "a wrong guess").expect(429).header("Retry-After")).isEqualTo("2");
        }
    }

    @Test
    void freeAttemptsNeverWaitWhateverTheClockSays() {
        for (int i = 0; i < FREE; i++) {
            this.clock.advance(Duration.ofNanos(777));
            assertThat(passes(HERE)).isTrue();
        }
        this.clock.advance(Duration.ofSeconds(1).minusNanos(777 * FREE));
    }

    @Test
    void theRightPasswordAfterTheWaitClearsTheCount() {
        String account = this.client.register();
        for (int i = 0; i < FREE; i++) {
            this.client.login(account, "a wrong guess").expect(401);
        }
        this.clock.advance(Duration.ofSeconds(1));
        this.client.login(account, AuthClient.PASSWORD).expect(200);
        this.client.login(account, "a wrong guess").expect(401);
        this.client.login(account, AuthClient.PASSWORD).expect(200);
    }

    @Test
    void changingThePasswordIsBrakedToo() {
        String account = this.client.register();
        String token = this.client.login(account, AuthClient.PASSWORD).field("accessToken");
        String body = "{\"currentPassword\":\"a wrong guess\",\"newPassword\":\"another orchard\"}";
        for (int i = 0; i < FREE; i++) {
            this.client.post("/api/v1/auth/change-password", body, AuthClient.bearer(token)).expect(403);
        }
        this.client.post("/api/v1/auth/change-password", body, AuthClient.bearer(token)).expect(429);
    }

    @Test
    void guessesMadeAtOnceCountBeforeTheyHaveFailed() throws Exception {
        List<Callable<Boolean>> guesses = new ArrayList<>();
        for (int i = 0; i < 3 * FREE; i++) {
            guesses.add(() -> passes(HERE));
        }
        int passed = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> guess : threads.invokeAll(guesses)) {
                passed += guess.get() ? 1 : 0;
            }
        }
        assertThat(passed).isEqualTo(FREE);
    }

    @Test
    void refusedAttemptsDoNotMakeTheWaitLonger() {
        fail(HERE, FREE);
        for (int i = 0; i < 100; i++) {
            assertRefused(HERE, "1");
        }
        this.clock.advance(Duration.ofSeconds(1));
        assertThat(passes(HERE)).isTrue();
    }

    @Test
    void theWaitNeverGrowsBeyondTheLongestAndIsForgottenInTheEnd() {
        for (int i = 0; i < 2 * FREE; i++) {
            fail(HERE, 1);
            this.clock.advance(Duration.ofMinutes(5));
        }
        fail(HERE, 1);
        assertRefused(HERE, "300");
        this.clock.advance(Duration.ofMinutes(61));
        fail(HERE, FREE);
        assertRefused(HERE, "1");
    }

    @Test
    void aStrangerDoesNotLockOutTheOwner() {
        String stranger = "198.51.100.9";
        fail(stranger, FREE);
        assertRefused(stranger, "1");
        assertThatNoException().isThrownBy(() -> this.brake.admit(this.email, HERE));
    }

    @Test
    void theNetworkIsTheClientsAndNotTheProxys() {
        String account = this.client.register();
        for (int i = 0; i < FREE; i++) {
            login(account, "a wrong guess", "2001:db8:1:2::" + i).expect(401);
        }
        login(account, AuthClient.PASSWORD, "2001:db8:1:2:ffff::1").expect(429);
        login(account, AuthClient.PASSWORD, "2001:db8:1:3::1").expect(200);
    }

    @Test
    void manyStrangersBrakeEachOtherButNotANetworkThatTheOwnerHasSignedInFrom() {
        this.brake.admit(this.email, HERE);
        this.brake.succeeded(this.email, HERE);
        for (int i = 0; i < FREE_OVERALL; i++) {
            fail("198.51.100." + i, 1);
        }
        assertRefused("203.0.113.1", "1");
        assertThat(passes(HERE)).isTrue();
        this.clock.advance(Duration.ofDays(31));
        for (int i = 0; i < FREE_OVERALL; i++) {
            fail("198.51.100." + i, 1);
        }
        assertRefused(HERE, "1");
    }

    @Test
    void signingInFromManyNetworksIsNoFailure() {
        for (int i = 0; i < 2 * FREE_OVERALL; i++) {
            this.brake.admit(this.email, "198.51.100." + i);
            this.brake.succeeded(this.email, "198.51.100." + i);
        }
        assertThat(passes("203.0.113.1")).isTrue();
    }

    @Test
    void anAttemptThatNeverComparedThePasswordIsTakenBack() {
        for (int i = 0; i < 2 * FREE; i++) {
            this.brake.admit(this.email, HERE);
            this.brake.withdraw(this.email, HERE);
        }
        fail(HERE, FREE);
        assertRefused(HERE, "1");
    }

    @Test
    void whatIsForgottenIsNotKept() {
        fail(HERE, 1);
        this.brake.succeeded(this.email, "198.51.100.1");
        this.clock.advance(Duration.ofDays(31));
        this.brake.forget();
        assertThat(this.jdbc
            .sql("SELECT (SELECT count(*) FROM sign_in_failures) + (SELECT count(*) FROM familiar_network)")
            .query(Long.class)
            .single()).isZero();
    }

    private Reply login(String account, String password, String address) {
        return this.client.post("/api/v1/auth/login", AuthClient.credentials(account, password), "X-Forwarded-For",
                address);
    }

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            this.brake.admit(this.email, address);
        }
    }

    private boolean passes(String address) {
        try {
            this.brake.admit(this.email, address);
            return true;
        }
        catch (ProblemException ex) {
            return false;
        }
    }

    private void assertRefused(String address, String retryAfter) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> this.brake.admit(this.email, address))
            .satisfies((ex) -> assertThat(ex.getHeaders().getFirst("Retry-After")).isEqualTo(retryAfter));
    }

}
