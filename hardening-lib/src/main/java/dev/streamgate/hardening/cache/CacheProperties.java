/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The caches behind {@code @Cacheable}.
 *
 * @param enabled Whether they are made from these properties.
 * @param caches Caches by name; a name that is not here has no cache.
 * @param batch How writes are collected by a BatchingCache.
 * @param warming When the beans CacheWarmer are run.
 */
@Validated
@ConfigurationProperties("streamgate.cache")
public record CacheProperties(@DefaultValue("true") boolean enabled,
        @DefaultValue Map<String, @Valid NamedCache> caches, @Valid @DefaultValue Batch batch,
        @Valid @DefaultValue Warming warming) {

    /**
     * One cache.
     *
     * @param maxEntries How many entries it holds; beyond that those least worth keeping
     * go.
     * @param maxWeight How much memory its entries take at most, about; no bound but
     * their number when absent.
     * @param ttl How long an entry is given out after it was written.
     * @param refreshAfterWrite Age from which an entry that is asked for is loaded again
     * in the background, while it is still given out; never when absent.
     * @param allowNull Whether "there is nothing" is cached as well.
     * @param shared Whether replicas share it, where streamgate.valkey.uri names a
     * server.
     * @param valueType Class of its values, when it is shared: they are kept as JSON.
     * @param version Part of its keys, when it is shared; raise it when the class changes
     * its form.
     * @param maxValueSize The largest JSON that is shared; a larger value stays in this
     * process.
     */
    public record NamedCache(@Min(1) @Max(10_000_000) @DefaultValue("10000") long maxEntries,
            @Nullable DataSize maxWeight,
            @DurationMin(millis = 1) @DurationMax(days = 365) @DefaultValue("5m") Duration ttl,
            @DurationMin(millis = 1) @Nullable Duration refreshAfterWrite, @DefaultValue("true") boolean allowNull,
            @DefaultValue("false") boolean shared, @Nullable Class<?> valueType, @Min(1) @DefaultValue("1") int version,
            @DefaultValue("256KB") DataSize maxValueSize) {

        /** Whether values can be shared. */
        @AssertTrue(message = "a shared cache needs value-type")
        boolean isValueTypeGiven() {
            return !this.shared || this.valueType != null;
        }

        /** Whether a refresh comes before the end. */
        @AssertTrue(message = "refresh-after-write must be shorter than ttl, and is not for shared caches")
        boolean isRefreshSensible() {
            return this.refreshAfterWrite == null || !this.shared && this.refreshAfterWrite.compareTo(this.ttl) < 0;
        }

        /** Whether the weight is one. */
        @AssertTrue(message = "max-weight must be 1 KB or more")
        boolean isWeightSensible() {
            return this.maxWeight == null || this.maxWeight.toBytes() >= 1024;
        }

    }

    /**
     * How writes are collected.
     *
     * @param size How many entries are written together at most.
     * @param interval How long an entry waits at most.
     */
    public record Batch(@Min(1) @Max(10_000) @DefaultValue("100") int size,
            @DurationMin(millis = 1) @DefaultValue("1s") Duration interval) {
    }

    /**
     * When caches are warmed.
     *
     * @param onStart Whether once the application is ready, in the background.
     * @param interval How long after one warming the next comes; 0 for never.
     * @param cron Moments at which it runs instead of the interval, as Spring's six
     * fields (second, minute, hour, day of month, month, day of week).
     * @param zone Time zone that the fields are read in.
     */
    public record Warming(@DefaultValue("true") boolean onStart,
            @DurationMin(millis = 0) @DefaultValue("1h") Duration interval, @Nullable String cron,
            @DefaultValue("UTC") ZoneId zone) {

        /** Whether the fields are ones. */
        @AssertTrue(message = "cron must be six fields, for instance 0 30 4 * * *")
        boolean isCronValid() {
            return this.cron == null || CronExpression.isValidExpression(this.cron);
        }

        /** When the next warming comes; null for never. */
        @Nullable Instant next(Instant after) {
            if (this.cron != null) {
                ZonedDateTime next = CronExpression.parse(this.cron).next(after.atZone(this.zone));
                return (next != null) ? next.toInstant() : null;
            }
            return this.interval.isZero() ? null : after.plus(this.interval);
        }

    }

}
