/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class BlobStoreAutoConfigurationTests {

    @TempDir
    private Path directory;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(BlobStoreAutoConfiguration.class));

    @Test
    void aDirectoryIsTheDefault() {
        this.runner.withPropertyValues("STREAMGATE_MEDIA_DIR=" + this.directory.resolve("media")).run((context) -> {
            assertThat(context).getBean(BlobStore.class).isInstanceOf(DiskBlobStore.class);
            assertThat(this.directory.resolve("media/.staging")).isDirectory();
        });
    }

    @Test
    void thePropertyTakesPrecedenceOverTheEnvironment() {
        this.runner
            .withPropertyValues("STREAMGATE_MEDIA_DIR=" + this.directory.resolve("other"),
                    "streamgate.blobs.directory=" + this.directory.resolve("configured"))
            .run((context) -> {
                assertThat(this.directory.resolve("configured")).isDirectory();
                assertThat(this.directory.resolve("other")).doesNotExist();
            });
    }

    @Test
    void kindS3UsesABucket() {
        this.runner
            .withPropertyValues("streamgate.blobs.kind=s3", "streamgate.blobs.directory=" + this.directory,
                    "streamgate.blobs.s3.endpoint=http://127.0.0.1:9", "streamgate.blobs.s3.access-key=a",
                    "streamgate.blobs.s3.secret-key=b")
            .run((context) -> assertThat(context).getBean(BlobStore.class).isInstanceOf(S3BlobStore.class));
    }

    @Test
    void aUserDefinedStoreTakesPrecedence() {
        BlobStore own = mock(BlobStore.class);
        this.runner.withBean(BlobStore.class, () -> own)
            .run((context) -> assertThat(context).getBean(BlobStore.class).isSameAs(own));
    }

    @Test
    void anUnknownKindFailsTheStart() {
        this.runner.withPropertyValues("streamgate.blobs.kind=tape").run((context) -> assertThat(context).hasFailed());
    }

    @Test
    void aSecretIsNotPrinted() {
        var s3 = new BlobStoreProperties.S3(null, "us-east-1", "media", "key", "very secret", true);
        assertThat(s3.toString()).doesNotContain("very secret");
    }

}
