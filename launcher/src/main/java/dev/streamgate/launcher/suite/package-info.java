/**
 * The nine services: how they are started, watched and stopped.
 */
@NullMarked
package dev.streamgate.launcher.suite;

import org.jspecify.annotations.NullMarked;
