/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Requests to one bucket. Thread-safe. */
final class S3Bucket {

    /** S3 accepts at most 10 000 parts of at least 5 MiB each. */
    private static final long MAX_PARTS = 10_000;

    private static final long PART_SIZE = 16L * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(S3Bucket.class);

    private static final Duration STALE = Duration.ofDays(1);

    private static final Duration STALE_CHECK_INTERVAL = Duration.ofHours(1);

    /** When unfinished uploads were last looked for, by prefix. */
    private final Map<String, Instant> staleChecks = new ConcurrentHashMap<>();

    private final S3Client client;

    private final String name;

    S3Bucket(S3Client client, String name) {
        this.client = client;
        this.name = name;
    }

    static S3Client client(BlobStoreProperties.S3 properties) {
        S3ClientBuilder builder = S3Client.builder()
            .region(Region.of(properties.region()))
            .forcePathStyle(properties.pathStyle())
            // The SDK's checksum trailers are unknown to some S3-compatible stores.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        if (properties.endpoint() != null) {
            builder.endpointOverride(properties.endpoint());
        }
        if (properties.accessKey() != null && properties.secretKey() != null) {
            builder.credentialsProvider(StaticCredentialsProvider
                .create(AwsBasicCredentials.create(properties.accessKey(), properties.secretKey())));
        }
        return builder.build();
    }

    String name() {
        return this.name;
    }

    /**
     * Sends a request.
     * @throws S3RequestException if it fails
     */
    <T> T send(Function<S3Client, T> request) throws S3RequestException {
        try {
            return request.apply(this.client);
        }
        catch (SdkException ex) {
            throw S3RequestException.of(ex);
        }
    }

    void put(String key, RequestBody body) throws IOException {
        send((client) -> client.putObject((put) -> put.bucket(this.name).key(key), body));
    }

    /** Uploads a file, in parts if it is too large for one request. */
    void upload(Path file, String key) throws IOException {
        long size = Files.size(file);
        if (size <= PART_SIZE) {
            put(key, RequestBody.fromFile(file));
        }
        else {
            uploadInParts(file, key, size);
        }
    }

    private void uploadInParts(Path file, String key, long size) throws IOException {
        abortStaleUploads(key.substring(0, key.indexOf('/') + 1));
        long partSize = Math.max(PART_SIZE, Math.ceilDiv(size, MAX_PARTS));
        String uploadId = send((client) -> client.createMultipartUpload((create) -> create.bucket(this.name).key(key)))
            .uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (long offset = 0; offset < size; offset += partSize) {
                int number = parts.size() + 1;
                RequestBody body = part(file, offset, Math.min(partSize, size - offset));
                String etag = send((client) -> client.uploadPart(
                        (upload) -> upload.bucket(this.name).key(key).uploadId(uploadId).partNumber(number), body))
                    .eTag();
                parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
            }
            send((client) -> client.completeMultipartUpload((complete) -> complete.bucket(this.name)
                .key(key)
                .uploadId(uploadId)
                .multipartUpload((all) -> all.parts(parts))));
        }
        catch (IOException ex) {
            try {
                this.client.abortMultipartUpload((abort) -> abort.bucket(this.name).key(key).uploadId(uploadId));
            }
            catch (SdkException suppressed) {
                ex.addSuppressed(suppressed);
            }
            throw ex;
        }
    }

    /**
     * Ends uploads of killed processes, whose parts the bucket would keep. A running one
     * is never as old.
     */
    private void abortStaleUploads(String prefix) {
        Instant now = Instant.now();
        if (now.isBefore(this.staleChecks.getOrDefault(prefix, Instant.EPOCH).plus(STALE_CHECK_INTERVAL))) {
            return;
        }
        this.staleChecks.put(prefix, now);
        Instant stale = now.minus(STALE);
        try {
            for (MultipartUpload upload : this.client
                .listMultipartUploads((list) -> list.bucket(this.name).prefix(prefix))
                .uploads()) {
                if (upload.initiated().isBefore(stale)) {
                    log.info("Aborting the unfinished upload of {} of {}", upload.key(), upload.initiated());
                    this.client.abortMultipartUpload(
                            (abort) -> abort.bucket(this.name).key(upload.key()).uploadId(upload.uploadId()));
                }
            }
        }
        catch (SdkException ex) {
            log.warn("Unfinished uploads of the bucket cannot be aborted", ex);
        }
    }

    /** Opens the file once per attempt, so that the SDK can retry a part. */
    private static RequestBody part(Path file, long offset, long length) {
        return RequestBody.fromContentProvider(() -> {
            try {
                InputStream in = Files.newInputStream(file);
                in.skipNBytes(offset);
                return new LimitedInputStream(in, length);
            }
            catch (IOException ex) {
                throw SdkException.create("The staged upload cannot be read", ex);
            }
        }, length, "application/octet-stream");
    }

}
