/** Alerts of the suite: what two sources say of them, made one. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.alert;
