/** Uploads that arrive in numbered chunks. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.chunk;
