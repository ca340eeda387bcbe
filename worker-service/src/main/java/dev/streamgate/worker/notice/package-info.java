/** Tells metadata-service how the media of each content stands. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.notice;
