package dev.streamgate.hardening.ratelimit;

/**
 * What a bucket answered.
 *
 * @param plan the terms that it was asked under
 * @param allowed whether a token was taken
 * @param remaining tokens that are left
 * @param nanosToNext how long until a token is there, in nanoseconds; 0 when one is
 * @param nanosToFull how long until the bucket is full, in nanoseconds
 */
public record RateLimitDecision(RateLimitPlan plan, boolean allowed, long remaining, long nanosToNext,
        long nanosToFull) {

    private static final long SECOND = 1_000_000_000;

    /** Less than a reply takes to arrive; so 2.0001 s are not told as 3. */
    private static final long NEGLIGIBLE = 1_000_000;

    /** Whole seconds until it is worth trying again, at least 1. */
    public long retryAfterSeconds() {
        return Math.max(1, seconds(this.nanosToNext));
    }

    /** Whole seconds until the bucket is full. */
    public long resetSeconds() {
        return seconds(this.nanosToFull);
    }

    private static long seconds(long nanos) {
        return (nanos + SECOND - 1 - Math.min(nanos, NEGLIGIBLE)) / SECOND;
    }

}
