/** Named caches over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.cache;
