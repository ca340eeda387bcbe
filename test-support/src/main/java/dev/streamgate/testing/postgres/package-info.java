/** A real PostgreSQL for tests. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.testing.postgres;
