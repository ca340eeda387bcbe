/** Makes thumbnail and storyboard. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.images;
