/** Named caches, bounded by properties. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.cache;
