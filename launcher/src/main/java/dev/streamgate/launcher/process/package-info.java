/**
 * Processes that outlive the launcher, and how they are known again.
 */
@NullMarked
package dev.streamgate.launcher.process;

import org.jspecify.annotations.NullMarked;
