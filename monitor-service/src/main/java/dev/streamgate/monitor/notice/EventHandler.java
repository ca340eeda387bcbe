package dev.streamgate.monitor.notice;

import dev.streamgate.hardening.alert.AlertHandler;

/** A handler that wants to hear each alert and event itself, not notifications. */
public interface EventHandler extends AlertHandler {

}
