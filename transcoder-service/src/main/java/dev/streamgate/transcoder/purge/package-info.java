/** Deletes what is not needed any more. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.purge;
