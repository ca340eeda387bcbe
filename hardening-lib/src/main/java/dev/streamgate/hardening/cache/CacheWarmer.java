/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

/**
 * Fills a cache with what will be asked for, before it is. A bean of this type runs when
 * the application is ready, each {@code streamgate.cache.warming.interval} or by
 * {@code streamgate.cache.warming.cron}, and on demand
 * ({@code POST /actuator/cachewarming}); never twice at a time.
 */
public interface CacheWarmer {

    /** The cache's name. */
    String cache();

    /**
     * Reads through the cache, by the application's own cached methods, what is to be in
     * it: so what is removed meanwhile is not put back. Ends early when its thread is
     * interrupted.
     * @return how many entries it has asked for
     * @throws Exception when it cannot go on; logged, and tried again the next time
     */
    int warm() throws Exception;

}
