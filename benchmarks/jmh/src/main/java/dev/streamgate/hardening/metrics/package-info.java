/** What meters cost. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.metrics;
