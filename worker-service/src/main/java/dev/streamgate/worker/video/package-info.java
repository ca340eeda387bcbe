/** From an uploaded source to published segments: plan, tasks, demands, deletion. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.video;
