/** What a planned video looks like, and the tasks that make it. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.media;
