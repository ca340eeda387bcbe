package dev.streamgate.upload.session;

/**
 * Every byte of an upload is durable, and its row says {@code verifying}.
 *
 * @param uploadId the upload
 */
public record BytesComplete(String uploadId) {
}
