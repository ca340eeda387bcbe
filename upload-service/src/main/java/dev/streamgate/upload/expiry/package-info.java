/** Ends what was left unfinished, and deletes its bytes. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.expiry;
