/**
 * Prometheus and Alertmanager beside the suite, where the machine has them.
 */
@NullMarked
package dev.streamgate.launcher.observe;

import org.jspecify.annotations.NullMarked;
