/** Makes the sound track. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.audio;
