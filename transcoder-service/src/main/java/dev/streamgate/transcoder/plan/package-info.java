/** Looks at a source and fixes everything that is made from it. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.plan;
