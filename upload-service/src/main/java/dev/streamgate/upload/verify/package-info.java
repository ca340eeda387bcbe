/** What the bytes are, before they are kept. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.verify;
