/** Pulls media tasks, drives ffmpeg, owns profiles and the ladder. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder;
