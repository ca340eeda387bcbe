/** What changes, told to whoever listens. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.stream;
