/** Jobs as users and services see them. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.job;
