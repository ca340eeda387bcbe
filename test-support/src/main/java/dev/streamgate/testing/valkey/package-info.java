/** A real Valkey or Redis for tests. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.testing.valkey;
