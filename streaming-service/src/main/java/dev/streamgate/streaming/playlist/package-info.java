/** HLS playlists, DASH manifests and the storyboard's index. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.streaming.playlist;
