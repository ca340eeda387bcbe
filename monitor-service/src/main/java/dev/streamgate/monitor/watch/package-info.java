/** Asks every instance how it does, again and again, and tells who wants to know. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.watch;
