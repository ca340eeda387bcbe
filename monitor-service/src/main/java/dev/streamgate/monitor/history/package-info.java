/** What became of the instances' health, kept in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.history;
