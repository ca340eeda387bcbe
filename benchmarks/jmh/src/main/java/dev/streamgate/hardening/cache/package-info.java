/** Measures caches. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.cache;
