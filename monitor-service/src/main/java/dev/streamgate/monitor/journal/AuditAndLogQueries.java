/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.journal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.monitor.AuditEntry;
import dev.streamgate.contracts.monitor.AggregatedPage;
import dev.streamgate.contracts.monitor.LogEntry;
import dev.streamgate.hardening.audit.AuditRecord;
import dev.streamgate.hardening.log.LogLine;
import dev.streamgate.monitor.journal.MergedTimeline.Place;
import dev.streamgate.monitor.journal.MergedTimeline.Placed;
import dev.streamgate.monitor.suite.Answers;
import dev.streamgate.monitor.suite.Instance;
import dev.streamgate.monitor.suite.Instances;

/**
 * Asks every instance's actuator for its audit events or log lines and makes one list of
 * them. A page is kept for a moment, so that it costs the suite the same however many
 * operators look at it. Safe for threads.
 */
@Component
class AuditAndLogQueries {

    private final Instances instances;

    AuditAndLogQueries(Instances instances) {
        this.instances = instances;
    }

    /**
     * Audit events.
     * @param filters of the endpoint, by name; null means all
     */
    @Cacheable(cacheNames = "audit", sync = true)
    public AggregatedPage<AuditEntry> audit(@Nullable String service, Map<String, @Nullable String> filters,
            Bounds bounds) {
        Answers<Found<AuditRecord>> answers = this.instances.ask(which(service), "/actuator/auditjournal",
                bounds.question(filters), new ParameterizedTypeReference<>() {
                });
        return page(answers, bounds, (found) -> new Place(found.timestamp(), found.id()),
                (instance, found) -> new AuditEntry(instance.service(), instance.name(), found.id(), found.timestamp(),
                        found.type(), found.actor(), found.action(), found.resource(), found.result(),
                        found.details()));
    }

    /**
     * Log lines.
     * @param filters of the endpoint, by name; null means all
     */
    @Cacheable(cacheNames = "logs", sync = true)
    public AggregatedPage<LogEntry> logs(@Nullable String service, Map<String, @Nullable String> filters,
            Bounds bounds) {
        Answers<Found<LogLine>> answers = this.instances.ask(which(service), "/actuator/logtail",
                bounds.question(filters), new ParameterizedTypeReference<>() {
                });
        return page(answers, bounds, (found) -> new Place(found.timestamp(), found.id()),
                (instance, found) -> new LogEntry(instance.service(), instance.name(), found.id(), found.timestamp(),
                        found.level(), found.logger(), found.thread(), found.message(), found.traceId(),
                        found.requestId(), found.exception()));
    }

    private Predicate<Instance> which(@Nullable String service) {
        return (service != null) ? this.instances.of(service) : (instance) -> true;
    }

    private static <S, T> AggregatedPage<T> page(Answers<Found<S>> answers, Bounds bounds, Function<S, Place> place,
            BiFunction<Instance, S, T> entry) {
        List<Placed<T>> items = answers.answers()
            .stream()
            .flatMap((answer) -> answer.value()
                .items()
                .stream()
                .map((found) -> new Placed<>(place.apply(found), entry.apply(answer.instance(), found))))
            .toList();
        return MergedTimeline.page(items, bounds.after(), bounds.limit(), answers.unanswered());
    }

    /**
     * What an endpoint answers.
     *
     * @param <S> the item's type
     * @param items the newest first
     */
    private record Found<S>(List<S> items) {
    }

    /**
     * Which part of a list is asked for.
     *
     * @param from not earlier
     * @param to earlier
     * @param limit how many at most
     * @param after where the page before ended
     */
    record Bounds(@Nullable Instant from, @Nullable Instant to, int limit, @Nullable Place after) {

        Map<String, String> question(Map<String, @Nullable String> filters) {
            Map<String, String> question = new LinkedHashMap<>();
            filters.forEach((name, value) -> {
                if (value != null) {
                    question.put(name, value);
                }
            });
            if (this.from != null) {
                question.put("from", this.from.toString());
            }
            Instant before = before();
            if (before != null) {
                question.put("to", before.toString());
            }
            question.put("limit", Integer.toString(this.limit + MergedTimeline.SAME_TIME));
            return question;
        }

        private @Nullable Instant before() {
            if (this.after == null) {
                return this.to;
            }
            Instant cursor = this.after.before();
            return (this.to == null || cursor.isBefore(this.to)) ? cursor : this.to;
        }

    }

}
