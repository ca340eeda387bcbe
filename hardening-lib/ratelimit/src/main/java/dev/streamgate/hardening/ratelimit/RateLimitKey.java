/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

/**
 * Identifies the bucket of a client within a plan.
 *
 * @param kind the kind of the value; equal values of different kinds are different keys
 * @param value a user's id, an address, or another value
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

    /** The key of any other value, for instance a tenant or the host of a call. */
    public static RateLimitKey value(String value) {
        return new RateLimitKey(Kind.VALUE, value);
    }

    /** Kinds of keys. */
    public enum Kind {

        /** An authenticated user. */
        USER,

        /** The address of an anonymous client. */
        ADDRESS,

        /** Any other value, for instance of an expression. */
        VALUE

    }

}
