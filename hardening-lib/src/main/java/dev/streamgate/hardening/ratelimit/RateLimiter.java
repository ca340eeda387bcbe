package dev.streamgate.hardening.ratelimit;

import java.util.Map;

/**
 * Keeps a token bucket for each plan and client. Safe for threads.
 */
public interface RateLimiter {

    /**
     * Takes one token out of the client's bucket, if there is one.
     * @throws IllegalArgumentException when there is no such plan
     */
    RateLimitDecision take(String plan, Client client);

    /** The plans in force, by name. */
    Map<String, RateLimitPlan> plans();

    /**
     * Puts another plan in the place of one. What a client has taken stays taken: the
     * tokens it owed under the old plan it owes under the new one.
     * @throws IllegalArgumentException when there is no plan of that name, or the new one
     * is out of range
     */
    void change(String name, RateLimitPlan plan);

}
