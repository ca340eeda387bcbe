/** How much is under way and how much is kept, as gauges. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.depth;
