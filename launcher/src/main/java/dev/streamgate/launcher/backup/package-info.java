/** Copies everything that a home keeps, and puts it back. */
@NullMarked
package dev.streamgate.launcher.backup;

import org.jspecify.annotations.NullMarked;
