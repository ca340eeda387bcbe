/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class S3BlobStoreIT extends BlobStoreContract {

    private static final String BUCKET = "media";

    @TempDir
    private static Path directory;

    private static S3Proxy server;

    private static S3Client client;

    @BeforeAll
    static void start() throws IOException {
        server = new S3Proxy(directory);
        client = S3Bucket.client(properties(S3Proxy.SECRET_KEY));
        client.createBucket((bucket) -> bucket.bucket(BUCKET));
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Override
    BlobStore store() throws IOException {
        return new S3BlobStore(new S3Bucket(client, BUCKET), directory.resolve("staging"));
    }

    private static BlobStoreProperties.S3 properties(String secret) {
        return new BlobStoreProperties.S3(server.endpoint(), "us-east-1", BUCKET, S3Proxy.ACCESS_KEY, secret, true);
    }

    @Test
    void anObjectHasNoLocalFile() throws IOException {
        put("a", "content");
        assertThat(store().localFile(key("a"))).isEmpty();
    }

    @Test
    void aPublishedUploadIsNoLongerStaged() throws IOException {
        try (BlobUpload upload = store().begin(key("upload"))) {
            upload.finish(key("empty"));
        }
        try (Stream<Path> files = Files.walk(directory.resolve("staging")).filter(Files::isRegularFile)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aWrongSecretIsRejected() throws IOException {
        try (S3Client unauthorized = S3Bucket.client(properties("wrong"))) {
            BlobStore store = new S3BlobStore(new S3Bucket(unauthorized, BUCKET), directory.resolve("staging"));
            put("a", "content");
            assertThatIOException().isThrownBy(() -> store.open(key("a")));
        }
    }

    @Nested
    class Uploads extends BlobUploadContract {

        @Override
        BlobStore store() throws IOException {
            return S3BlobStoreIT.this.store();
        }

    }

}
