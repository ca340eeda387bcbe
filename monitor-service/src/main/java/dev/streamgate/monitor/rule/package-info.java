/** The alert rules in force, as operators see and change them. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.rule;
