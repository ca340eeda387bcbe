/** What the media pipeline tells and asks. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.metadata.pipeline;
