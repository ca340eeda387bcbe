/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BucketTableTests {

    private static final int MAX_BUCKETS = 131_072;

    /** Three tokens, and no refill within a test. */
    private static final Gcra THREE = Gcra.of(new RateLimitPlan(3, 1, Duration.ofDays(1), false));

    private static final long START = 1_000_000_000_000L;

    /**
     * Each client makes three requests, which its plan allows; the third is refused when
     * another client consumed its tokens. Beyond the bound of 131 072 clients the number
     * of refusals is a fact to know, not a promise.
     */
    @ParameterizedTest
    @CsvSource({ "1000, 0", "60000, 0.01", "100000, 0.01", "131072, 0.02", "160000, 0.2", "200000, 2.5", "262144, 22" })
    void wrongRefusalsAreRareUpToTheBoundAndGrowBeyondIt(int clients, double maxPercent) {
        GrowingTable table = new GrowingTable(MAX_BUCKETS, THREE);
        long[] hashes = new Random(clients).longs(clients).toArray();
        for (int request = 1; request <= 2; request++) {
            for (long hash : hashes) {
                table.tryConsume(hash, START);
            }
        }
        int refused = 0;
        for (long hash : hashes) {
            refused += (table.tryConsume(hash, START) < 0) ? 1 : 0;
        }
        assertThat(refused * 100.0 / clients).isLessThanOrEqualTo(maxPercent);
        int granted = 0;
        for (long hash : hashes) {
            granted += (table.tryConsume(hash, START) >= 0) ? 1 : 0;
        }
        assertThat(granted).as("fourth requests").isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = { 64, 1_000, 100_000, MAX_BUCKETS })
    void memoryGrowsWithTheClientsUpToSixteenBytesForEachOfTheBound(int maxBuckets) {
        GrowingTable table = new GrowingTable(maxBuckets, THREE);
        long bound = 16L * (maxBuckets + 16 * 16);
        assertThat(table.sizeInBytes()).isLessThanOrEqualTo(bound / 16 + 256);
        Random random = new Random(maxBuckets);
        for (int clients = 1; clients <= 4 * maxBuckets; clients++) {
            table.tryConsume(random.nextLong(), START);
            if (clients % 5_000 == 0) {
                assertThat(table.sizeInBytes())
                    .isLessThanOrEqualTo(Math.min(bound, Math.max(bound / 16, clients * 40L)));
            }
        }
        assertThat(table.sizeInBytes()).isBetween(16L * maxBuckets, bound);
    }

    @Test
    void fullBucketsAreReusedBeforeTheTableGrows() {
        GrowingTable table = new GrowingTable(MAX_BUCKETS, Gcra.of(RateLimitPlan.perSecond(3, 1)));
        long size = table.sizeInBytes();
        Random random = new Random(1);
        long now = START;
        for (int i = 0; i < 1_000_000; i++) {
            now += 1_000_000;
            assertThat(table.tryConsume(random.nextLong(), now)).isPositive();
        }
        assertThat(table.sizeInBytes()).isEqualTo(size);
        assertThat(table.evictions()).isZero();
    }

    @Test
    void aClientOverItsLimitStaysSoWhileOthersMakeTheTableGrow() {
        GrowingTable table = new GrowingTable(MAX_BUCKETS, THREE);
        long[] hashes = new Random(2).longs(1_000).toArray();
        for (int request = 1; request <= 3; request++) {
            for (long hash : hashes) {
                assertThat(table.tryConsume(hash, START)).isPositive();
            }
        }
        Random others = new Random(3);
        for (int i = 0; i < 2 * MAX_BUCKETS; i++) {
            table.tryConsume(others.nextLong(), START);
            assertThat(table.tryConsume(hashes[i % hashes.length], START)).isNegative();
        }
    }

    /** A table that is replaced as the limiter replaces it. */
    private static final class GrowingTable {

        private BucketTable table;

        GrowingTable(int maxBuckets, Gcra gcra) {
            this.table = BucketTable.create(maxBuckets, gcra, START);
        }

        long tryConsume(long hash, long nanos) {
            long result = this.table.tryConsume(hash, nanos);
            while (result == BucketTable.FULL) {
                BucketTable full = this.table;
                this.table = full.grow(nanos);
                assertThat(full.tryConsume(hash, nanos)).isEqualTo(BucketTable.MOVED);
                result = this.table.tryConsume(hash, nanos);
            }
            return result;
        }

        long sizeInBytes() {
            return this.table.sizeInBytes();
        }

        long evictions() {
            return this.table.evictions();
        }

    }

}
