/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

/**
 * Who a bucket belongs to.
 *
 * @param kind what the name is; equal names of different kinds are different clients
 * @param name a user's id, or an address
 */
public record RateLimitKey(Kind kind, String name) {

    /** A signed-in user. */
    public static RateLimitKey user(String id) {
        return new RateLimitKey(Kind.USER, id);
    }

    /** Somebody at an address; of IPv6, the /64 network. */
    public static RateLimitKey address(String address) {
        return new RateLimitKey(Kind.ADDRESS, address);
    }

    /** What a client is known by. */
    public enum Kind {

        /** A user who has signed in. */
        USER,

        /** An address that nobody has signed in from. */
        ADDRESS

    }

}
