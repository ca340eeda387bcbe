/** Contents, their gates, and what the pipeline tells about their media. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.metadata;
