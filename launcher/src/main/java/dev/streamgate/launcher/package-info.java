/**
 * Runs the suite on one machine.
 */
@NullMarked
package dev.streamgate.launcher;

import org.jspecify.annotations.NullMarked;
