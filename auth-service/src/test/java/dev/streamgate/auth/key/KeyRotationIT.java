/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.key;

import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;

import dev.streamgate.auth.AuthProperties;
import dev.streamgate.auth.testing.AuthClient;
import dev.streamgate.auth.testing.AuthServiceTest;
import dev.streamgate.hardening.audit.AuditJournal;
import dev.streamgate.hardening.audit.AuditQuery;
import dev.streamgate.hardening.audit.AuditRecord;
import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class KeyRotationIT {

    private static final Duration ACTIVATION_DELAY = Duration.ofMinutes(15);

    private static final int MAX_EVENTS = 1_000;

    private static final Duration MAX_LIFETIME = Duration.ofMinutes(20);

    private final AuthClient client;

    private final MovableClock clock;

    private final SigningKeys keys;

    private final KeyRotationScheduler scheduler;

    private final AuditJournal journal;

    private final JdbcClient jdbc;

    private final Callable<SigningKeys> newInstance;

    @Autowired
    KeyRotationIT(AuthClient client, MovableClock clock, SigningKeys keys, KeyRotationScheduler scheduler,
            AuditJournal journal, JdbcClient jdbc, SigningKeyStore store, PlatformTransactionManager transactions,
            AuthProperties properties) {
        this.client = client;
        this.clock = clock;
        this.keys = keys;
        this.scheduler = scheduler;
        this.journal = journal;
        this.jdbc = jdbc;
        this.newInstance = () -> new SigningKeys(store, transactions, properties, clock);
    }

    @BeforeEach
    void oneKey() {
        this.jdbc.sql("DELETE FROM signing_key").update();
        this.keys.maintain();
    }

    @Test
    void theKeySetIsPublicAndCacheableAndHasNoPrivateKeys() {
        Reply reply = this.client.get("/.well-known/jwks.json").expect(200);
        assertThat(reply.header("Cache-Control")).isEqualTo("max-age=300, public");
        JsonNode key = reply.json().path("keys").path(0);
        assertThat(key.propertyNames()).containsExactlyInAnyOrder("kty", "use", "crv", "kid", "x", "y", "alg");
        assertThat(key.path("alg").asString()).isEqualTo("ES256");
        assertThat(key.path("kid").asString()).isEqualTo(this.keys.active().kid());
    }

    @Test
    void tokensStayValidDuringARotation() {
        String admin = this.client.admin();
        String email = this.client.register();
        String before = login(email);
        String oldKey = kid(before);

        Reply rotated = this.client.post("/api/v1/auth/keys/rotate", "{}", AuthClient.bearer(admin)).expect(200);
        String newKey = rotated.field("kid");
        assertThat(published()).containsExactly(oldKey, newKey);
        assertThat(kid(login(email))).as("published, not yet active").isEqualTo(oldKey);

        this.clock.advance(ACTIVATION_DELAY.minusMinutes(1));
        String last = login(email);
        assertThat(kid(last)).isEqualTo(oldKey);
        this.clock.advance(Duration.ofMinutes(1));
        assertThat(kid(login(email))).isEqualTo(newKey);
        this.client.profile(last).expect(200);

        this.clock.advance(MAX_LIFETIME.minusSeconds(1));
        this.keys.maintain();
        assertThat(published()).containsExactly(oldKey, newKey);
        this.clock.advance(Duration.ofSeconds(1));
        this.keys.maintain();
        assertThat(published()).containsExactly(newKey);
        this.client.profile(login(email)).expect(200);
    }

    @Test
    void aSecondRotationPublishesNoFurtherKey() {
        SigningKey upcoming = this.keys.rotate();
        assertThat(this.keys.rotate()).isEqualTo(upcoming);
        assertThat(published()).hasSize(2);
    }

    @Test
    void aRepeatedRotationHasTheSameResponse() {
        String[] admin = AuthClient.bearer(this.client.admin());
        String[] headers = { admin[0], admin[1], "Idempotency-Key", "rotate-" + this.keys.active().kid() };
        Reply first = this.client.post("/api/v1/auth/keys/rotate", "{}", headers).expect(200);
        Reply second = this.client.post("/api/v1/auth/keys/rotate", "{}", headers).expect(200);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void rotationIsForAdmins() {
        this.client.post("/api/v1/auth/keys/rotate", "{}").expect(401);
        this.client.post("/api/v1/auth/keys/rotate", "{}", AuthClient.bearer(login(this.client.register())))
            .expect(403);
    }

    @Test
    void aScheduledRotationReplacesTheKeyAndIsAudited() {
        String first = this.keys.active().kid();
        this.clock.advance(Duration.ofDays(30).minus(ACTIVATION_DELAY));
        this.scheduler.check();
        assertThat(published()).hasSize(2).startsWith(first);
        this.scheduler.check();
        this.clock.advance(ACTIVATION_DELAY);
        assertThat(this.keys.active().kid()).isNotEqualTo(first);
        assertThat(this.journal.find(new AuditQuery("service:auth", null, "auth.rotate-keys", null, null, MAX_EVENTS)))
            .filteredOn((event) -> this.keys.active().kid().equals(event.details().get("kid")))
            .singleElement()
            .returns(AuditRecord.SUCCESS, AuditRecord::result)
            .returns("/.well-known/jwks.json", AuditRecord::resource)
            .satisfies((event) -> assertThat(event.details()).containsEntry("cause", "schedule")
                .containsEntry("signsFrom", this.clock.instant().toString()));
    }

    @Test
    void concurrentInstancesAgreeOnTheKeys() throws Exception {
        this.jdbc.sql("DELETE FROM signing_key").update();
        List<SigningKeys> instances = concurrently(this.newInstance);
        assertThat(instances).extracting(SigningKeys::active).containsOnly(instances.getFirst().active());

        this.clock.advance(Duration.ofDays(30));
        List<Callable<SigningKey>> rotations = new ArrayList<>();
        instances.forEach((instance) -> rotations.add(instance::rotate));
        assertThat(concurrently(rotations)).containsOnly(instances.getFirst().rotate());
        assertThat(this.jdbc.sql("SELECT count(*) FROM signing_key").query(Long.class).single()).isEqualTo(2);
    }

    private List<String> published() {
        List<String> ids = new ArrayList<>();
        this.client.get("/.well-known/jwks.json")
            .expect(200)
            .json()
            .path("keys")
            .forEach((key) -> ids.add(key.path("kid").asString()));
        return ids;
    }

    private String login(String email) {
        return this.client.login(email, AuthClient.PASSWORD).expect(200).field("accessToken");
    }

    private static String kid(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        }
        catch (ParseException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static <T> List<T> concurrently(Callable<T> call) throws Exception {
        return concurrently(IntStream.range(0, 4).mapToObj((i) -> call).toList());
    }

    private static <T> List<T> concurrently(List<Callable<T>> calls) throws Exception {
        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        }
    }

}
