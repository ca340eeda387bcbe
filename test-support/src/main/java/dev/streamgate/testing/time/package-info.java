/** Time that tests move. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.testing.time;
