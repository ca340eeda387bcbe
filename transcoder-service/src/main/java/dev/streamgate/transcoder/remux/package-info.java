/** Repackages the source's own pictures. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.remux;
