/** The plan of a video, read from the blob store. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.streaming.presentation;
