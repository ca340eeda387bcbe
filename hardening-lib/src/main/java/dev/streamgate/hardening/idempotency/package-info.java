/** Writes that can be sent again without being done again. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.idempotency;
