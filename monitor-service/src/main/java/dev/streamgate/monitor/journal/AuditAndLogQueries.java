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

import dev.streamgate.contracts.monitor.AggregatedPage;
import dev.streamgate.contracts.monitor.AuditEntry;
import dev.streamgate.contracts.monitor.LogEntry;
import dev.streamgate.hardening.audit.AuditRecord;
import dev.streamgate.hardening.logtail.LogLine;
import dev.streamgate.monitor.journal.MergedTimeline.Position;
import dev.streamgate.monitor.journal.MergedTimeline.Positioned;
import dev.streamgate.monitor.suite.Instance;
import dev.streamgate.monitor.suite.InstanceResponses;
import dev.streamgate.monitor.suite.Instances;

/**
 * Queries the actuator of every instance for audit events or log lines and merges the
 * results into one list. Pages are cached briefly, so that the load on the suite does not
 * grow with the number of operators. Thread-safe.
 */
@Component
class AuditAndLogQueries {

    private final Instances instances;

    AuditAndLogQueries(Instances instances) {
        this.instances = instances;
    }

    /**
     * A page of audit events, latest first.
     * @param service only events of this service; null for all
     * @param filters parameters of the endpoint by name; null values are omitted
     */
    @Cacheable("audit")
    public AggregatedPage<AuditEntry> audit(@Nullable String service, Map<String, @Nullable String> filters,
            PageRange range) {
        InstanceResponses<Items<AuditRecord>> responses = this.instances.query(selected(service),
                "/actuator/auditjournal", range.parameters(filters), new ParameterizedTypeReference<>() {
                });
        return page(responses, list("audit", service, filters), range,
                (event) -> new Position(event.timestamp(), event.id()),
                (instance, event) -> new AuditEntry(instance.service(), instance.name(), event.id(), event.timestamp(),
                        event.type(), event.actor(), event.action(), event.resource(), event.result(),
                        event.details()));
    }

    /**
     * A page of log lines, latest first.
     * @param service only lines of this service; null for all
     * @param filters parameters of the endpoint by name; null values are omitted
     */
    @Cacheable("logs")
    public AggregatedPage<LogEntry> logs(@Nullable String service, Map<String, @Nullable String> filters,
            PageRange range) {
        InstanceResponses<Items<LogLine>> responses = this.instances.query(selected(service), "/actuator/logtail",
                range.parameters(filters), new ParameterizedTypeReference<>() {
                });
        return page(responses, list("logs", service, filters), range,
                (line) -> new Position(line.timestamp(), line.id()),
                (instance, line) -> new LogEntry(instance.service(), instance.name(), line.id(), line.timestamp(),
                        line.level(), line.logger(), line.thread(), line.message(), line.traceId(), line.requestId(),
                        line.exception()));
    }

    /** Name of a list for its cursors. */
    static String list(String name, @Nullable String service, Map<String, @Nullable String> filters) {
        return name + " " + service + " " + filters;
    }

    private Predicate<Instance> selected(@Nullable String service) {
        return (service != null) ? this.instances.ofService(service) : (instance) -> true;
    }

    private static <S, T> AggregatedPage<T> page(InstanceResponses<Items<S>> responses, String list, PageRange range,
            Function<S, Position> position, BiFunction<Instance, S, T> entry) {
        List<Positioned<T>> items = responses.responses()
            .stream()
            .flatMap((response) -> response.body()
                .items()
                .stream()
                .map((item) -> new Positioned<>(position.apply(item), entry.apply(response.instance(), item))))
            .toList();
        return MergedTimeline.page(list, items, range.after(), range.limit(), responses.failures());
    }

    /**
     * Response of an endpoint.
     *
     * @param <S> type of the items
     * @param items the items, latest first
     */
    private record Items<S>(List<S> items) {
    }

    /**
     * The requested part of a list.
     *
     * @param from start of the time range, inclusive; null for none
     * @param to end of the time range, exclusive; null for none
     * @param limit page size
     * @param after position of the last item of the previous page; null for the first
     * page
     */
    record PageRange(@Nullable Instant from, @Nullable Instant to, int limit, @Nullable Position after) {

        Map<String, String> parameters(Map<String, @Nullable String> filters) {
            Map<String, String> parameters = new LinkedHashMap<>();
            filters.forEach((name, value) -> {
                if (value != null) {
                    parameters.put(name, value);
                }
            });
            if (this.from != null) {
                parameters.put("from", this.from.toString());
            }
            Instant before = before();
            if (before != null) {
                parameters.put("to", before.toString());
            }
            parameters.put("limit", Integer.toString(this.limit + MergedTimeline.TIE_MARGIN));
            return parameters;
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
