/**
 * The audit journals of a home, read from their files.
 */
@NullMarked
package dev.streamgate.launcher.audit;

import org.jspecify.annotations.NullMarked;
