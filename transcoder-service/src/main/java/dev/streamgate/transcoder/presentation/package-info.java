/** Planned videos in the blob store, and the files made for them. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.presentation;
