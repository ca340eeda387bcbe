/** The durable job queue, the schedules and the plan of each video. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker;
