/** How values of Java stand in columns. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.sql;
