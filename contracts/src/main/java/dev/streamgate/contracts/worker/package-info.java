/** The job queue: jobs, schedules, leases and demands. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.worker;
