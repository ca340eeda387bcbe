/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.witness;

import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import dev.streamgate.contracts.monitor.WitnessConflict;
import dev.streamgate.contracts.monitor.WitnessedHead;
import dev.streamgate.monitor.suite.Instance;
import dev.streamgate.testing.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** The witness with a real database and heads that the test supplies. */
class WitnessIT {

    private static final Instant NOW = Instant.now();

    private static final KeyPair first = key();

    private static final KeyPair second = key();

    private final List<AuditEvent> audited = new ArrayList<>();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private JdbcClient jdbc;

    private WitnessedHeads heads;

    private Witness witness;

    private Optional<WitnessedHead> next = Optional.empty();

    @BeforeEach
    void open() {
        var database = new DriverManagerDataSource(PostgresServer.createDatabase(), PostgresServer.USER, "");
        Flyway.configure().dataSource(database).load().migrate();
        this.jdbc = JdbcClient.create(database);
        this.heads = new WitnessedHeads(this.jdbc, new TransactionTemplate(new DataSourceTransactionManager(database)));
        this.witness = witness(this.heads);
    }

    @Test
    void headsThatContinueAJournalAreStoredOnce() {
        collect(head(first, 10, "aa"), head(first, 10, "aa"), head(first, 25, "bb"));
        assertThat(this.heads.latest()).containsExactly(head(first, 25, "bb"));
        assertThat(all()).containsExactly(head(first, 10, "aa"), head(first, 25, "bb"));
        assertThat(this.audited).isEmpty();
        assertThat(count("stored")).isEqualTo(2);
        assertThat(count("known")).isEqualTo(1);
        assertThat(this.meters.get("streamgate.audit.witness.conflicts").counters()).hasSize(4)
            .allSatisfy((conflicts) -> assertThat(conflicts.count()).isZero());
    }

    @Test
    void aTruncatedOrForkedJournalIsAConflictThatIsReportedOnce() {
        collect(head(first, 10, "aa"), head(first, 25, "bb"));
        collect(head(first, 10, "aa"), head(first, 25, "cc"), head(first, 25, "cc"));
        assertThat(this.heads.latest()).containsExactly(head(first, 25, "bb"));
        assertThat(this.heads.conflicts(10, null).items()).extracting(WitnessConflict::kind)
            .containsExactly("forked", "backwards");
        assertThat(this.audited).extracting(AuditEvent::getType)
            .containsExactly("audit.witness-conflict", "audit.witness-conflict");
        assertThat(this.audited.getFirst().getData()).containsEntry("kind", "backwards")
            .containsEntry("resource", "auth/1");
        assertThat(this.meters.get("streamgate.audit.witness.conflicts").tag("kind", "forked").counter().count())
            .isEqualTo(2);
    }

    @Test
    void aKeyIsTrustedOnFirstUseAndItsReplacementIsAConflict() {
        collect(head(first, 10, "aa"), head(second, 3, "dd"), head(second, 5, "ee"), head(first, 12, "bb"));
        assertThat(this.heads.conflicts(10, null).items()).singleElement()
            .returns("key-changed", WitnessConflict::kind)
            .returns(head(second, 3, "dd"), WitnessConflict::refused);
        assertThat(all()).as("heads of both journals")
            .containsExactly(head(first, 10, "aa"), head(first, 12, "bb"), head(second, 3, "dd"),
                    head(second, 5, "ee"));
    }

    @Test
    void anInvalidSignatureIsAConflict() {
        WitnessedHead good = head(first, 10, "aa");
        collect(new WitnessedHead(good.service(), good.instance(), good.journal(), 11, good.hash(), good.timestamp(),
                good.signature(), good.publicKey()));
        collect(new WitnessedHead(good.service(), good.instance(), good.journal(), 11, "no hash", good.timestamp(),
                good.signature(), "no key"));
        assertThat(all()).isEmpty();
        assertThat(this.heads.conflicts(10, null).items()).hasSize(2)
            .allSatisfy((conflict) -> assertThat(conflict.kind()).isEqualTo("bad-signature"));
    }

    @Test
    void witnessedHeadsCanBeNeitherChangedNorDeleted() {
        collect(head(first, 10, "aa"), head(first, 25, "bb"));
        for (String attempt : List.of("UPDATE witnessed_head SET hash = 'x'", "DELETE FROM witnessed_head",
                "TRUNCATE witnessed_head", "DELETE FROM witnessed_journal", "TRUNCATE witnessed_journal CASCADE",
                "UPDATE witnessed_journal SET public_key = 'x'")) {
            assertThatExceptionOfType(DataAccessException.class).as(attempt)
                .isThrownBy(() -> this.jdbc.sql(attempt).update());
        }
        assertThat(all()).hasSize(2);
    }

    @Test
    void expiredHeadsAreDeletedExceptTheLatest() {
        this.heads.store(head(first, 10, "aa"), NOW.minus(Duration.ofDays(50)));
        this.heads.store(head(first, 20, "bb"), NOW.minus(Duration.ofDays(45)));
        this.witness.deleteExpired();
        assertThat(all()).containsExactly(head(first, 20, "bb"));
    }

    @Test
    void anUnreachableServiceAndAnUnavailableDatabaseAreCounted() {
        this.next = Optional.empty();
        this.witness.collectAll();
        assertThat(count("unreachable")).isEqualTo(1);
        var unavailable = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none");
        Witness without = witness(new WitnessedHeads(JdbcClient.create(unavailable),
                new TransactionTemplate(new DataSourceTransactionManager(unavailable))));
        this.next = Optional.of(head(first, 10, "aa"));
        assertThatNoException().isThrownBy(without::collectAll);
        assertThatNoException().isThrownBy(without::deleteExpired);
        assertThat(count("failed")).isEqualTo(1);
    }

    private Witness witness(WitnessedHeads heads) {
        return new Witness(List.of(new Instance("auth", URI.create("http://127.0.0.1:8081"))), (journal) -> this.next,
                heads, new WitnessProperties(Duration.ofMinutes(1), Duration.ofDays(40)),
                Clock.fixed(NOW, ZoneOffset.UTC), this.meters, (event) -> {
                    if (event instanceof AuditApplicationEvent audit) {
                        this.audited.add(audit.getAuditEvent());
                    }
                });
    }

    private void collect(WitnessedHead... collected) {
        for (WitnessedHead head : collected) {
            this.next = Optional.of(head);
            this.witness.collectAll();
        }
    }

    private List<WitnessedHead> all() {
        List<WitnessedHead> all = new ArrayList<>();
        this.heads.forEach("auth", all::add);
        return all;
    }

    private double count(String outcome) {
        return this.meters.get("streamgate.audit.witness.heads")
            .tags("target", "auth", "outcome", outcome)
            .counter()
            .count();
    }

    private static WitnessedHead head(KeyPair key, long sequence, String hash) {
        String full = hash.repeat(32);
        String timestamp = "2026-11-21T12:00:00Z";
        return new WitnessedHead("auth", "127.0.0.1:8081", "1", sequence, full, timestamp,
                sign(key, "streamgate-audit %d %s %s".formatted(sequence, full, timestamp)),
                Base64.getEncoder().encodeToString(key.getPublic().getEncoded()));
    }

    private static String sign(KeyPair key, String message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key.getPrivate());
            signature.update(message.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        }
        catch (java.security.GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static KeyPair key() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        }
        catch (java.security.GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
