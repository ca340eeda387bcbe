/** Which renditions a video gets. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.ladder;
