/** Health and metrics of the whole suite in one view. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor;
