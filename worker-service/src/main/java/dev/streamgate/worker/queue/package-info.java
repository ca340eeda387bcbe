/** Jobs, their leases, and how they move from one state to another. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.queue;
