/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects of an S3-compatible bucket. Unfinished uploads are staged on the local disk and
 * sent when they are finished, so only the instance that began an upload can resume it.
 */
final class S3BlobStore extends StagedBlobStore {

    /** Larger content passes through a temporary file; segments are smaller. */
    private static final int MAX_IN_MEMORY = 8 * 1024 * 1024;

    private static final int NOT_FOUND = 404;

    private static final int CONFLICT = 409;

    private static final int PRECONDITION_FAILED = 412;

    private static final int RANGE_NOT_SATISFIABLE = 416;

    /** Together they take about three seconds. */
    private static final int MAX_CONFLICTS = 6;

    private static final long CONFLICT_DELAY_MILLIS = 100;

    private final S3Bucket bucket;

    S3BlobStore(S3Bucket bucket, Path staging) throws IOException {
        super(staging, staging.resolve(".tmp"));
        this.bucket = bucket;
    }

    @Override
    public Blob put(String key, InputStream content, long length) throws IOException {
        BlobKeys.check(key);
        if (length <= MAX_IN_MEMORY) {
            this.bucket.put(key, RequestBody.fromBytes(read(content, (int) length)));
            return published(key);
        }
        return withTemporaryFile(content, length, (file) -> publish(file, key));
    }

    @Override
    public boolean putIfAbsent(String key, InputStream content, long length) throws IOException {
        BlobKeys.check(key);
        if (length <= MAX_IN_MEMORY) {
            return putIfAbsent(key, RequestBody.fromBytes(read(content, (int) length)));
        }
        return withTemporaryFile(content, length, (file) -> putIfAbsent(key, RequestBody.fromFile(file)));
    }

    /**
     * Repeats the request after a conflict: another one for the key is in progress and
     * may fail, so the key may still be free.
     * @see <a href=
     * "https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">S3:
     * conditional writes</a>
     */
    private boolean putIfAbsent(String key, RequestBody body) throws IOException {
        for (int attempt = 1;; attempt++) {
            try {
                this.bucket.send((client) -> client
                    .putObject((put) -> put.bucket(this.bucket.name()).key(key).ifNoneMatch("*"), body));
                return true;
            }
            catch (S3RequestException ex) {
                if (ex.status() == PRECONDITION_FAILED) {
                    return false;
                }
                if (ex.status() != CONFLICT || attempt == MAX_CONFLICTS) {
                    throw ex;
                }
                pause(attempt);
            }
        }
    }

    private static void pause(int attempt) throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(CONFLICT_DELAY_MILLIS << (attempt - 1));
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted after a conflict");
        }
    }

    /** Reads content ahead, so that its length is verified and the SDK can retry. */
    private static byte[] read(InputStream content, int length) throws IOException {
        byte[] bytes = content.readNBytes(length);
        DiskFiles.checkLength(content, bytes.length, length);
        return bytes;
    }

    @Override
    public Optional<Blob> stat(String key) throws IOException {
        BlobKeys.check(key);
        try {
            HeadObjectResponse head = this.bucket
                .send((client) -> client.headObject((request) -> request.bucket(this.bucket.name()).key(key)));
            return Optional.of(blob(key, head.contentLength(), head.lastModified(), head.eTag()));
        }
        catch (S3RequestException ex) {
            if (ex.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw ex;
        }
    }

    @Override
    public InputStream open(String key, long offset, long length) throws IOException {
        BlobKeys.check(key);
        if (length <= 0) {
            return InputStream.nullInputStream();
        }
        String last = (length > Long.MAX_VALUE - offset) ? "" : String.valueOf(offset + length - 1);
        try {
            return this.bucket.send((client) -> client.getObject((get) -> {
                get.bucket(this.bucket.name()).key(key);
                if (offset > 0 || !last.isEmpty()) {
                    get.range("bytes=" + offset + "-" + last);
                }
            }));
        }
        catch (S3RequestException ex) {
            return switch (ex.status()) {
                case NOT_FOUND -> throw new BlobNotFoundException(key);
                case RANGE_NOT_SATISFIABLE -> InputStream.nullInputStream();
                default -> throw ex;
            };
        }
    }

    @Override
    public Optional<Path> localFile(String key) {
        BlobKeys.check(key);
        return Optional.empty();
    }

    @Override
    public boolean delete(String key) throws IOException {
        boolean existed = exists(key);
        this.bucket.send((client) -> client.deleteObject((delete) -> delete.bucket(this.bucket.name()).key(key)));
        return existed;
    }

    @Override
    public void deleteFolder(String folder, Instant publishedUntil, Guard guard) throws IOException {
        List<Blob> page = list(folder, null, 1000);
        while (!page.isEmpty()) {
            List<ObjectIdentifier> keys = page.stream()
                .filter((blob) -> !blob.lastModified().isAfter(publishedUntil))
                .map((blob) -> ObjectIdentifier.builder().key(blob.key()).build())
                .toList();
            if (!keys.isEmpty()) {
                guard.check();
                delete(keys);
            }
            page = list(folder, page.getLast().key(), 1000);
        }
    }

    /** The response is successful even if objects could not be deleted. */
    private void delete(List<ObjectIdentifier> keys) throws IOException {
        List<S3Error> errors = this.bucket
            .send((client) -> client.deleteObjects(
                    (delete) -> delete.bucket(this.bucket.name()).delete((all) -> all.objects(keys).quiet(true))))
            .errors();
        if (!errors.isEmpty()) {
            throw new IOException("The object store did not delete %d of %d objects; the first is %s: %s"
                .formatted(errors.size(), keys.size(), errors.getFirst().key(), errors.getFirst().code()));
        }
    }

    @Override
    public List<Blob> list(String folder, @Nullable String after, int limit) throws IOException {
        ListObjectsV2Request request = ListObjectsV2Request.builder()
            .bucket(this.bucket.name())
            .prefix(BlobKeys.checkFolder(folder))
            .startAfter(after)
            .maxKeys(BlobKeys.checkPageSize(limit))
            .build();
        List<Blob> found = new ArrayList<>();
        for (S3Object object : this.bucket.send((client) -> client.listObjectsV2(request)).contents()) {
            found.add(blob(object.key(), object.size(), object.lastModified(), object.eTag()));
        }
        return found;
    }

    @Override
    Blob publish(Path file, String key) throws IOException {
        this.bucket.upload(file, key);
        Blob blob = published(key);
        Files.delete(file);
        return blob;
    }

    private Blob published(String key) throws IOException {
        return stat(key).orElseThrow(() -> new BlobNotFoundException(key));
    }

    /** For stores that send no ETag, size and time identify the version. */
    private static Blob blob(String key, long size, Instant lastModified, @Nullable String etag) {
        String version = (etag != null) ? etag.replace("\"", "")
                : Long.toHexString(size) + "-" + Long.toHexString(lastModified.toEpochMilli());
        return new Blob(key, size, lastModified, version);
    }

}
