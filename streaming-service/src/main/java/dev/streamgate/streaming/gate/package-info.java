/** Who may watch. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.streaming.gate;
