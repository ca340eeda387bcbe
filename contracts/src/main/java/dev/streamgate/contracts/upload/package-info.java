/** Uploads. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.upload;
