/** The public view of transcoding: jobs, profiles, numbers. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.transcodes;
