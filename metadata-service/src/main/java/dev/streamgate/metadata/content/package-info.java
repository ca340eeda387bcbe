/** Contents: what they are, how they change, and who sees them. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.metadata.content;
