/** Audit events and log lines of all services, each as one list. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.journal;
