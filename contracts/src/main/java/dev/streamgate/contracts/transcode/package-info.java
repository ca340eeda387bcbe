/** Transcoding, as users see it. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.transcode;
