/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

/**
 * Loads a cache ahead of its readers. Beans of this type run when the application is
 * ready, every {@code streamgate.cache.warming.interval} or by
 * {@code streamgate.cache.warming.cron}, and on demand
 * ({@code POST /actuator/cachewarming}). Runs do not overlap.
 */
public interface CacheWarmer {

    /** The cache's name. */
    String cache();

    /**
     * Reads entries through the application's cached methods, so that an entry evicted
     * during the run is not stored again with its old value. Returns early when its
     * thread is interrupted.
     * @return the number of entries read
     * @throws Exception when warming fails; the error is logged, and the next run retries
     */
    int warm() throws Exception;

}
