/** Named caches. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.cache;
