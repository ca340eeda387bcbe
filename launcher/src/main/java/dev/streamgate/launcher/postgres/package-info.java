/**
 * The PostgreSQL server that comes with the suite, and its logins.
 */
@NullMarked
package dev.streamgate.launcher.postgres;

import org.jspecify.annotations.NullMarked;
