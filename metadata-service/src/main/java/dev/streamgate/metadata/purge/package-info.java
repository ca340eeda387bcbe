/** Media that nothing refers to any more, on its way to be deleted. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.metadata.purge;
