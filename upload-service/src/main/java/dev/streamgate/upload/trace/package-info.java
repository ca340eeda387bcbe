/** Carries a trace across queues. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.trace;
