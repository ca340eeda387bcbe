/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

/**
 * Identifies the bucket of a client within a plan.
 *
 * @param kind the kind of the value; equal values of different kinds are different keys
 * @param value a user's id, or an address
 */
public record RateLimitKey(Kind kind, String value) {

    /** The key of an authenticated user. */
    public static RateLimitKey user(String id) {
        return new RateLimitKey(Kind.USER, id);
    }

    /** The key of an address; for IPv6, of its /64 network. */
    public static RateLimitKey address(String address) {
        return new RateLimitKey(Kind.ADDRESS, address);
    }

    /** Kinds of keys. */
    public enum Kind {

        /** An authenticated user. */
        USER,

        /** The address of an anonymous client. */
        ADDRESS

    }

}
