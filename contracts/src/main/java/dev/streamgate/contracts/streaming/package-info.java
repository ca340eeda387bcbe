/** Playback sessions. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.streaming;
