/** Takes bytes in and hands them over as the video of a content. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload;
