/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.IOException;
import java.nio.file.Path;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.services.s3.S3Client;

/** Provides the {@link BlobStore} that {@code streamgate.blobs.kind} selects. */
@AutoConfiguration
@EnableConfigurationProperties(BlobStoreProperties.class)
public final class BlobStoreAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "streamgate.blobs.kind", havingValue = "disk", matchIfMissing = true)
    BlobStore diskBlobStore(BlobStoreProperties properties, Environment environment) throws IOException {
        Path directory = directory(properties, environment);
        return new DiskBlobStore(directory, staging(properties, directory));
    }

    private static Path directory(BlobStoreProperties properties, Environment environment) {
        Path directory = properties.directory();
        return (directory != null) ? directory
                : Path.of(environment.getProperty("STREAMGATE_MEDIA_DIR", ".streamgate/media"));
    }

    private static Path staging(BlobStoreProperties properties, Path directory) {
        Path staging = properties.stagingDirectory();
        return (staging != null) ? staging : directory.resolve(".staging");
    }

    /** S3, if the SDK is on the class path. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(S3Client.class)
    @ConditionalOnProperty(name = "streamgate.blobs.kind", havingValue = "s3")
    static class S3Configuration {

        @Bean
        @ConditionalOnMissingBean
        S3Client blobStoreS3Client(BlobStoreProperties properties) {
            return S3Bucket.client(properties.s3());
        }

        @Bean
        @ConditionalOnMissingBean
        BlobStore s3BlobStore(S3Client client, BlobStoreProperties properties, Environment environment)
                throws IOException {
            return new S3BlobStore(new S3Bucket(client, properties.s3().bucket()),
                    staging(properties, directory(properties, environment)));
        }

    }

}
