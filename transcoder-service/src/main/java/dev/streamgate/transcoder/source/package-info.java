/** Sources as files of this machine. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.source;
