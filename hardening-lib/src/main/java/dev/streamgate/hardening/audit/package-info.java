/** Who did what, kept for good. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.audit;
