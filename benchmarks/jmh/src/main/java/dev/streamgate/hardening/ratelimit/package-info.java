/** The limiter beside its peer. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.ratelimit;
