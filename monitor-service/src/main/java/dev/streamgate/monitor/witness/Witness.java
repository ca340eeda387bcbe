/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.witness;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

import dev.streamgate.contracts.monitor.WitnessedHead;
import dev.streamgate.hardening.audit.AuditHead;
import dev.streamgate.monitor.suite.Instance;

/**
 * Collects the signed head of each service's audit journal and stores it, so that a
 * journal that is truncated later, or rewritten with its own key, contradicts the stored
 * heads. A head that contradicts them is reported by a meter, an audit event and the log,
 * and not stored as a head. While the database is unavailable no head is stored; the next
 * one covers the entries in between.
 */
class Witness {

    private static final Logger log = LoggerFactory.getLogger(Witness.class);

    private final List<Instance> journals;

    private final HeadSource source;

    private final WitnessedHeads heads;

    private final WitnessProperties properties;

    private final Clock clock;

    private final MeterRegistry meters;

    private final ApplicationEventPublisher events;

    Witness(List<Instance> journals, HeadSource source, WitnessedHeads heads, WitnessProperties properties, Clock clock,
            MeterRegistry meters, ApplicationEventPublisher events) {
        this.journals = List.copyOf(journals);
        this.source = source;
        this.heads = heads;
        this.properties = properties;
        this.clock = clock;
        this.meters = meters;
        this.events = events;
        // Registered at startup: the first increment of a new counter is not visible as
        // growth to the alert rules, nor is the absence of a counter.
        this.journals.forEach((journal) -> {
            WitnessMeter.HEADS.counter(meters, journal.service(), WitnessResult.STORED.label());
            Stream.of(WitnessResult.values())
                .filter(WitnessResult::isConflict)
                .forEach((result) -> WitnessMeter.CONFLICTS.counter(meters, journal.service(), result.label()));
        });
    }

    /**
     * Collects the heads of all services; returns when all have responded or timed out.
     */
    @Scheduled(fixedDelayString = "${streamgate.monitor.witness.interval:60s}",
            initialDelayString = "${streamgate.monitor.witness.interval:60s}")
    void collectAll() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            this.journals.forEach((journal) -> threads.execute(() -> collect(journal)));
        }
    }

    /** Deletes heads after the retention period. */
    @Scheduled(initialDelayString = "PT1M", fixedRateString = "PT1H")
    void deleteExpired() {
        try {
            this.heads.deleteExpired(this.clock.instant(), this.properties.retention());
        }
        catch (DataAccessException | TransactionException ex) {
            log.debug("Expired heads could not be deleted; retrying in an hour", ex);
        }
    }

    private void collect(Instance journal) {
        try {
            Optional<WitnessedHead> head = this.source.head(journal);
            WitnessResult result = head.map(this::store).orElse(null);
            if (result == WitnessResult.BACKWARDS || result == WitnessResult.FORKED) {
                // Another instance of this service may have stored a later head in
                // between.
                head = this.source.head(journal);
                result = head.map(this::store).orElse(null);
            }
            count(journal, outcome(result));
            if (head.isPresent() && result != null && result.isConflict()) {
                reportConflict(head.get(), result);
            }
        }
        catch (DataAccessException | TransactionException ex) {
            count(journal, "failed");
            log.debug("The head of {} could not be stored; the next one covers it", journal.service(), ex);
        }
    }

    private WitnessResult store(WitnessedHead head) {
        AuditHead signed = new AuditHead(head.sequence(), head.hash(), head.timestamp(), head.signature(),
                head.publicKey());
        return signed.isSignedBy(head.publicKey()) ? this.heads.store(head, this.clock.instant())
                : WitnessResult.BAD_SIGNATURE;
    }

    private void reportConflict(WitnessedHead head, WitnessResult result) {
        WitnessMeter.CONFLICTS.counter(this.meters, head.service(), result.label()).increment();
        if (this.heads.storeConflict(head, result, this.clock.instant())) {
            log.error(
                    "The audit journal {} of {} at {} contradicts the heads witnessed earlier: {} at line {}; see docs/runbooks/audit-witness-conflict.md",
                    head.journal(), head.service(), head.instance(), result.label(), head.sequence());
            this.events.publishEvent(new AuditApplicationEvent("service:monitor", "audit.witness-conflict",
                    Map.of("resource", head.service() + "/" + head.journal(), "result", "failure", "kind",
                            result.label(), "instance", head.instance(), "sequence", head.sequence())));
        }
    }

    private static String outcome(@Nullable WitnessResult result) {
        if (result == null) {
            return "unreachable";
        }
        return result.isConflict() ? "conflict" : result.label();
    }

    private void count(Instance journal, String outcome) {
        WitnessMeter.HEADS.counter(this.meters, journal.service(), outcome).increment();
    }

    /** Reads the latest signed head; empty if the service does not provide one. */
    @FunctionalInterface
    interface HeadSource {

        Optional<WitnessedHead> head(Instance journal);

    }

}
