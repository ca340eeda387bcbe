/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
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
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects of an S3-compatible bucket. Unfinished uploads are staged on this machine's
 * disk and sent by multipart upload when they are finished, so an upload can be resumed
 * only where it was begun.
 */
final class S3BlobStore implements BlobStore {

    /** S3 takes at most 10 000 parts of at least 5 MiB each. */
    private static final long MAX_PARTS = 10_000;

    /** Segments are smaller. */
    private static final int IN_MEMORY = 8 * 1024 * 1024;

    private static final long PART_SIZE = 16L * 1024 * 1024;

    private static final int NOT_FOUND = 404;

    private static final int CONFLICT = 409;

    private static final int PRECONDITION_FAILED = 412;

    private static final int RANGE_NOT_SATISFIABLE = 416;

    /** Longer than any single put can take. */
    private static final Duration ABANDONED = Duration.ofHours(24);

    private final S3Client client;

    private final String bucket;

    private final Path staging;

    private final Path temporary;

    S3BlobStore(S3Client client, String bucket, Path staging) throws IOException {
        this.client = client;
        this.bucket = bucket;
        this.staging = staging.toAbsolutePath().normalize();
        this.temporary = this.staging.resolve(".tmp");
        DiskFiles.createFolders(this.temporary);
        DiskFiles.deleteOlderThan(this.temporary, ABANDONED);
    }

    static S3Client client(BlobStoreProperties.S3 properties) {
        S3ClientBuilder builder = S3Client.builder()
            .region(Region.of(properties.region()))
            .forcePathStyle(properties.pathStyle())
            // Not every S3-compatible store knows the checksum trailers that the SDK
            // adds.
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

    @Override
    public Blob put(String key, InputStream content, long length) throws IOException {
        BlobKeys.check(key);
        if (length <= IN_MEMORY) {
            RequestBody body = RequestBody.fromBytes(read(content, (int) length));
            call(() -> this.client.putObject((put) -> put.bucket(this.bucket).key(key), body));
            return stat(key).orElseThrow(() -> new BlobNotFoundException(key));
        }
        Path file = temporaryFile();
        try {
            DiskFiles.write(file, content, length);
            return publish(file, key);
        }
        finally {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public boolean putIfAbsent(String key, InputStream content, long length) throws IOException {
        BlobKeys.check(key);
        if (length <= IN_MEMORY) {
            return putIfAbsent(key, RequestBody.fromBytes(read(content, (int) length)));
        }
        Path file = temporaryFile();
        try {
            DiskFiles.write(file, content, length);
            return putIfAbsent(key, RequestBody.fromFile(file));
        }
        finally {
            Files.deleteIfExists(file);
        }
    }

    private boolean putIfAbsent(String key, RequestBody body) throws IOException {
        try {
            this.client.putObject((put) -> put.bucket(this.bucket).key(key).ifNoneMatch("*"), body);
            return true;
        }
        catch (S3Exception ex) {
            if (ex.statusCode() == PRECONDITION_FAILED || ex.statusCode() == CONFLICT) {
                return false;
            }
            throw new IOException("The object store refused the object", ex);
        }
        catch (SdkException ex) {
            throw new IOException("The object store failed", ex);
        }
    }

    /**
     * Content is read before it is sent, so that its length is known and it can be
     * repeated.
     */
    private static byte[] read(InputStream content, int length) throws IOException {
        byte[] bytes = content.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The content is shorter than was said");
        }
        if (content.read() >= 0) {
            throw new IOException("The content is longer than was said");
        }
        return bytes;
    }

    private Path temporaryFile() {
        return this.temporary.resolve(UUID.randomUUID().toString());
    }

    @Override
    public Optional<Blob> stat(String key) throws IOException {
        BlobKeys.check(key);
        try {
            HeadObjectResponse head = this.client.headObject((request) -> request.bucket(this.bucket).key(key));
            return Optional.of(blob(key, head.contentLength(), head.lastModified(), head.eTag()));
        }
        catch (S3Exception ex) {
            if (ex.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw new IOException("The object store refused to look", ex);
        }
        catch (SdkException ex) {
            throw new IOException("The object store failed", ex);
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
            return this.client.getObject((get) -> {
                get.bucket(this.bucket).key(key);
                if (offset > 0 || !last.isEmpty()) {
                    get.range("bytes=" + offset + "-" + last);
                }
            });
        }
        catch (S3Exception ex) {
            if (ex.statusCode() == NOT_FOUND) {
                throw new BlobNotFoundException(key);
            }
            if (ex.statusCode() == RANGE_NOT_SATISFIABLE) {
                return InputStream.nullInputStream();
            }
            throw new IOException("The object store refused to read", ex);
        }
        catch (SdkException ex) {
            throw new IOException("The object store failed", ex);
        }
    }

    @Override
    public Optional<Path> localFile(String key) {
        BlobKeys.check(key);
        return Optional.empty();
    }

    @Override
    public boolean delete(String key) throws IOException {
        boolean there = exists(key);
        call(() -> this.client.deleteObject((delete) -> delete.bucket(this.bucket).key(key)));
        return there;
    }

    @Override
    public void deleteFolder(String folder) throws IOException {
        List<Blob> page = list(folder, null, 1000);
        while (!page.isEmpty()) {
            List<ObjectIdentifier> keys = page.stream()
                .map((blob) -> ObjectIdentifier.builder().key(blob.key()).build())
                .toList();
            call(() -> this.client
                .deleteObjects((delete) -> delete.bucket(this.bucket).delete((all) -> all.objects(keys).quiet(true))));
            page = list(folder, page.getLast().key(), 1000);
        }
    }

    @Override
    public List<Blob> list(String folder, @Nullable String after, int limit) throws IOException {
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("A page holds 1 to 1000 objects");
        }
        ListObjectsV2Request request = ListObjectsV2Request.builder()
            .bucket(this.bucket)
            .prefix(BlobKeys.checkFolder(folder))
            .startAfter(after)
            .maxKeys(limit)
            .build();
        List<Blob> found = new ArrayList<>();
        for (S3Object object : call(() -> this.client.listObjectsV2(request)).contents()) {
            found.add(blob(object.key(), object.size(), object.lastModified(), object.eTag()));
        }
        return found;
    }

    @Override
    public BlobUpload begin(String uploadKey) throws IOException {
        return StagedUpload.begin(this.staging, uploadKey, this::publish);
    }

    @Override
    public Optional<BlobUpload> resume(String uploadKey) throws IOException {
        return StagedUpload.resume(this.staging, uploadKey, this::publish);
    }

    @Override
    public long usableSpace() throws IOException {
        return Files.getFileStore(this.staging).getUsableSpace();
    }

    private Blob publish(Path file, String key) throws IOException {
        long size = Files.size(file);
        if (size <= PART_SIZE) {
            call(() -> this.client.putObject((put) -> put.bucket(this.bucket).key(key), RequestBody.fromFile(file)));
        }
        else {
            publishInParts(file, key, size);
        }
        Blob blob = stat(key).orElseThrow(() -> new BlobNotFoundException(key));
        Files.delete(file);
        return blob;
    }

    private void publishInParts(Path file, String key, long size) throws IOException {
        long partSize = Math.max(PART_SIZE, Math.ceilDiv(size, MAX_PARTS));
        String uploadId = call(() -> this.client.createMultipartUpload((create) -> create.bucket(this.bucket).key(key)))
            .uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (long offset = 0; offset < size; offset += partSize) {
                int number = parts.size() + 1;
                RequestBody body = part(file, offset, Math.min(partSize, size - offset));
                String etag = call(() -> this.client.uploadPart(
                        (upload) -> upload.bucket(this.bucket).key(key).uploadId(uploadId).partNumber(number), body))
                    .eTag();
                parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
            }
            call(() -> this.client.completeMultipartUpload((complete) -> complete.bucket(this.bucket)
                .key(key)
                .uploadId(uploadId)
                .multipartUpload((all) -> all.parts(parts))));
        }
        catch (IOException ex) {
            try {
                this.client.abortMultipartUpload((abort) -> abort.bucket(this.bucket).key(key).uploadId(uploadId));
            }
            catch (SdkException suppressed) {
                ex.addSuppressed(suppressed);
            }
            throw ex;
        }
    }

    /** A part can be read again, so the SDK may repeat it. */
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

    /**
     * Where a store sends no ETag, size and time tell versions apart as well as can be.
     */
    private static Blob blob(String key, long size, Instant lastModified, @Nullable String etag) {
        String version = (etag != null) ? etag.replace("\"", "")
                : Long.toHexString(size) + "-" + Long.toHexString(lastModified.toEpochMilli());
        return new Blob(key, size, lastModified, version);
    }

    private static <T> T call(Supplier<T> request) throws IOException {
        try {
            return request.get();
        }
        catch (SdkException ex) {
            throw new IOException("The object store failed", ex);
        }
    }

}
