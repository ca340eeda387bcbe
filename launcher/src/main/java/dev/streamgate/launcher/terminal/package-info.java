/**
 * What the launcher says, and how it gives up.
 */
@NullMarked
package dev.streamgate.launcher.terminal;

import org.jspecify.annotations.NullMarked;
