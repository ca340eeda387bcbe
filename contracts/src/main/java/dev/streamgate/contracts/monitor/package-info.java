/** The view of the whole suite. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.monitor;
