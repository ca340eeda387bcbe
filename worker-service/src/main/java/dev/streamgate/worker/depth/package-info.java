/** How much waits in the queue, as gauges. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.depth;
