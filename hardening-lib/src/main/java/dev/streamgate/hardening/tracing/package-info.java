/** Request ids and what ties log lines to traces. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.tracing;
