/**
 * The folder that holds everything a running suite keeps: secrets, data, logs, caches.
 */
@NullMarked
package dev.streamgate.launcher.home;

import org.jspecify.annotations.NullMarked;
