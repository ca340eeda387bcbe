/** Meters: declared once, cheap to use, bounded in number. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.metrics;
