/** Takes notifications to whoever is to be told. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.notice;
