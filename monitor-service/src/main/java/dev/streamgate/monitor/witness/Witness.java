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
 * Asks every service for the signed end of its audit journal and keeps it, so that a
 * journal that is cut off later, or written anew by somebody who has its key, contradicts
 * what is kept here. A head that contradicts at once is refused, and that is said: by a
 * meter, an audit event and the log. Without a database nothing is kept for the time
 * being; the next head covers what was missed.
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
        // There from the start: an alert on their growth would not see the first one
        // else.
        this.journals.forEach((journal) -> Stream.of(WitnessResult.values())
            .filter(WitnessResult::isConflict)
            .forEach((verdict) -> WitnessMeter.CONFLICTS.counter(meters, journal.service(), verdict.text())));
    }

    /** Asks all of them; returns when all have answered or run out of time. */
    @Scheduled(fixedDelayString = "${streamgate.monitor.witness.interval:60s}",
            initialDelayString = "${streamgate.monitor.witness.interval:60s}")
    void askAll() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            this.journals.forEach((journal) -> threads.execute(() -> ask(journal)));
        }
    }

    /** Forgets what is older than is kept. */
    @Scheduled(initialDelayString = "PT1M", fixedRateString = "PT1H")
    void forget() {
        try {
            this.heads.forget(this.clock.instant(), this.properties.retention());
        }
        catch (DataAccessException | TransactionException ex) {
            log.debug("Old heads are forgotten when there is a database", ex);
        }
    }

    private void ask(Instance journal) {
        try {
            Optional<WitnessedHead> head = this.source.head(journal);
            WitnessResult verdict = head.map(this::judge).orElse(null);
            if (verdict == WitnessResult.BACKWARDS || verdict == WitnessResult.FORKED) {
                // Another instance of this service may have kept a later one just now.
                head = this.source.head(journal);
                verdict = head.map(this::judge).orElse(null);
            }
            count(journal, (verdict == null) ? "unanswered" : verdict.isConflict() ? "refused" : verdict.text());
            if (head.isPresent() && verdict != null && verdict.isConflict()) {
                refuse(head.get(), verdict);
            }
        }
        catch (DataAccessException | TransactionException ex) {
            count(journal, "unkept");
            log.debug("The head of {} cannot be kept", journal.service(), ex);
        }
    }

    private WitnessResult judge(WitnessedHead head) {
        AuditHead signed = new AuditHead(head.sequence(), head.hash(), head.timestamp(), head.signature(),
                head.publicKey());
        return signed.isSignedBy(head.publicKey()) ? this.heads.keep(head, this.clock.instant())
                : WitnessResult.BAD_SIGNATURE;
    }

    private void refuse(WitnessedHead head, WitnessResult verdict) {
        WitnessMeter.CONFLICTS.counter(this.meters, head.service(), verdict.text()).increment();
        if (this.heads.refuse(head, verdict, this.clock.instant())) {
            log.error("The audit journal {} of {} at {} contradicts what was witnessed: {} at line {}", head.journal(),
                    head.service(), head.instance(), verdict.text(), head.sequence());
            this.events.publishEvent(new AuditApplicationEvent("service:monitor", "audit.witness-conflict",
                    Map.of("resource", head.service() + "/" + head.journal(), "result", "failure", "kind",
                            verdict.text(), "instance", head.instance(), "sequence", head.sequence())));
        }
    }

    private void count(Instance journal, String outcome) {
        WitnessMeter.HEADS.counter(this.meters, journal.service(), outcome).increment();
    }

    /** Gets the newest signed head; empty when there is none or nobody answers. */
    @FunctionalInterface
    interface HeadSource {

        Optional<WitnessedHead> head(Instance journal);

    }

}
