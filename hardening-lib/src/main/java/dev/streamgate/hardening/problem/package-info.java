/** Errors, thrown once and rendered once as RFC 9457 problems. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.problem;
