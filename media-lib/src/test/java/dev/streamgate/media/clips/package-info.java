/** Clips of every kind for the tests of whoever handles media. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.media.clips;
