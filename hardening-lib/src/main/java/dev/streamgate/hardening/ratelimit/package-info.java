/** Token buckets for handlers and routes. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.ratelimit;
