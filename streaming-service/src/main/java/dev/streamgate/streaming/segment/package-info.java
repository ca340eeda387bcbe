/**
 * Media files, waited for where they are not there yet, sent without passing through the
 * heap.
 */
@org.jspecify.annotations.NullMarked
package dev.streamgate.streaming.segment;
