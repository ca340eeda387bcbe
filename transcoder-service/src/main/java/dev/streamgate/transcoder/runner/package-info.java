/** Takes tasks from the queue and runs them, a few at a time. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.runner;
