/** Encodes pictures: one decode for all renditions. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.encode;
