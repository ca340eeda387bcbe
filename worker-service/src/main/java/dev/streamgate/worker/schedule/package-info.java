/** Jobs that come again by the calendar. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.schedule;
