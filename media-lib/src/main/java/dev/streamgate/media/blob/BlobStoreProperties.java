/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.net.URI;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where media is stored.
 *
 * @param kind Whether objects are files in a directory or objects in a bucket.
 * @param directory Directory of the objects (disk) and of staged uploads. Default:
 * environment variable STREAMGATE_MEDIA_DIR, then .streamgate/media.
 * @param stagingDirectory Directory of unfinished uploads. Default: .staging in the
 * directory. With kind disk it must be on the same file system.
 * @param s3 The bucket.
 */
@ConfigurationProperties("streamgate.blobs")
public record BlobStoreProperties(@DefaultValue("disk") Kind kind, @Nullable Path directory,
        @Nullable Path stagingDirectory, @DefaultValue S3 s3) {

    /** Kind of store. */
    public enum Kind {

        /** A directory. */
        DISK,

        /** An S3-compatible bucket. */
        S3

    }

    /**
     * An S3-compatible bucket.
     *
     * @param endpoint URL of the service. Default: AWS.
     * @param region Region for which requests are signed.
     * @param bucket Name of the bucket; it must exist.
     * @param accessKey Access key. Default: the SDK's provider chain.
     * @param secretKey Secret key.
     * @param pathStyle Whether the bucket is part of the path rather than of the host
     * name.
     */
    public record S3(@Nullable URI endpoint, @DefaultValue("us-east-1") String region,
            @DefaultValue("streamgate") String bucket, @Nullable String accessKey, @Nullable String secretKey,
            @DefaultValue("true") boolean pathStyle) {

        @Override
        public String toString() {
            return "S3[endpoint=" + this.endpoint + ", region=" + this.region + ", bucket=" + this.bucket + "]";
        }

    }

}
