/** Serves playlists, segments and images to those who may watch. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.streaming;
