/** The service that owns contents. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.metadata;
