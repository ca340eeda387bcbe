/** Tells metadata and worker of stored uploads, by a transactional outbox. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.handover;
