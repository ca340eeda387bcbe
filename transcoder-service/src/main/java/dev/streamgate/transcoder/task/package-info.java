/** What a task is, and what it hears while it runs. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.task;
