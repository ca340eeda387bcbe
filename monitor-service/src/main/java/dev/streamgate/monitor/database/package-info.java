/** The database, which may be away for a while. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.database;
