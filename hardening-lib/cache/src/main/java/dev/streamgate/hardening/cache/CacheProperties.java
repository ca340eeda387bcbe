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
 * The caches of {@code @Cacheable}.
 *
 * @param enabled Whether caches are created from these properties.
 * @param caches Caches by name. Besides these, only those of @CacheTtl exist; another
 * name prevents startup.
 * @param batch Batches of a BatchingCache.
 * @param warming Schedule of the CacheWarmer beans.
 */
@Validated
@ConfigurationProperties("streamgate.cache")
public record CacheProperties(@DefaultValue("true") boolean enabled,
        @DefaultValue Map<String, @Valid NamedCache> caches, @Valid @DefaultValue Batch batch,
        @Valid @DefaultValue Warming warming) {

    /**
     * One cache.
     *
     * @param maxEntries Maximum number of entries; when it is exceeded, entries are
     * evicted by their frequency and recency of use.
     * @param maxWeight Approximate maximum memory of the entries; unbounded when absent.
     * @param ttl Time to live of an entry after its write; overrides @CacheTtl.
     * @param refreshAfterWrite Age from which a read reloads the entry in the background
     * and returns the old one; never when absent.
     * @param allowNull Whether null values are cached.
     * @param distributed Whether the cache has a second level in the Valkey server of
     * streamgate.valkey.uri, common to all replicas; local when that is not set.
     * @param valueType Class of the values of a distributed cache, which are stored as
     * JSON.
     * @param version Version of the values of a distributed cache, part of its keys;
     * increase it when their class changes incompatibly.
     * @param maxValueSize Maximum size of a distributed value's JSON; a larger value
     * stays in the local level.
     */
    public record NamedCache(@Min(1) @Max(10_000_000) @DefaultValue("10000") long maxEntries,
            @Nullable DataSize maxWeight,
            @DurationMin(millis = 1) @DurationMax(days = 365) @DefaultValue("5m") Duration ttl,
            @DurationMin(millis = 1) @Nullable Duration refreshAfterWrite, @DefaultValue("true") boolean allowNull,
            @DefaultValue("false") boolean distributed, @Nullable Class<?> valueType,
            @Min(1) @DefaultValue("1") int version, @DefaultValue("256KB") DataSize maxValueSize) {

        /** A cache that only {@link CacheTtl} declares. */
        static NamedCache ofTtl(Duration ttl) {
            return new NamedCache(10_000, null, ttl, null, true, false, null, 1, DataSize.ofKilobytes(256));
        }

        NamedCache withTtl(Duration other) {
            return new NamedCache(this.maxEntries, this.maxWeight, other, this.refreshAfterWrite, this.allowNull,
                    this.distributed, this.valueType, this.version, this.maxValueSize);
        }

        @AssertTrue(message = "a distributed cache needs value-type")
        boolean isValueTypeGiven() {
            return !this.distributed || this.valueType != null;
        }

        @AssertTrue(message = "refresh-after-write must be shorter than ttl, and a distributed cache cannot have it")
        boolean isRefreshAfterWriteValid() {
            return this.refreshAfterWrite == null
                    || !this.distributed && this.refreshAfterWrite.compareTo(this.ttl) < 0;
        }

        @AssertTrue(message = "max-weight must be 1 KB or more")
        boolean isMaxWeightValid() {
            return this.maxWeight == null || this.maxWeight.toBytes() >= 1024;
        }

    }

    /**
     * Batches of writes.
     *
     * @param size Maximum number of entries in a batch.
     * @param interval Maximum time that an entry is pending.
     */
    public record Batch(@Min(1) @Max(10_000) @DefaultValue("100") int size,
            @DurationMin(millis = 1) @DefaultValue("1s") Duration interval) {
    }

    /**
     * The schedule of warming.
     *
     * @param onStart Whether caches are warmed in the background when the application is
     * ready.
     * @param interval Time between the end of one run and the next; 0 for never.
     * @param cron Schedule instead of the interval, as a cron expression of Spring's six
     * fields (second, minute, hour, day of month, month, day of week).
     * @param zone Time zone of the cron expression.
     */
    public record Warming(@DefaultValue("true") boolean onStart,
            @DurationMin(millis = 0) @DefaultValue("1h") Duration interval, @Nullable String cron,
            @DefaultValue("UTC") ZoneId zone) {

        @AssertTrue(message = "cron must be six fields, for instance 0 30 4 * * *")
        boolean isCronValid() {
            return this.cron == null || CronExpression.isValidExpression(this.cron);
        }

        /** The time of the next run; null for never. */
        @Nullable Instant nextRun(Instant after) {
            if (this.cron != null) {
                ZonedDateTime next = CronExpression.parse(this.cron).next(after.atZone(this.zone));
                return (next != null) ? next.toInstant() : null;
            }
            return this.interval.isZero() ? null : after.plus(this.interval);
        }

    }

}
