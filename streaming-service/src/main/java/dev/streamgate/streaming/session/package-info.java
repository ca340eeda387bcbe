/** Playback sessions: short tokens that make URLs play as they are. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.streaming.session;
