/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.time.Duration;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.time.MovableClock;
import dev.streamgate.upload.expiry.ExpiredUploadCleaner;

import static org.assertj.core.api.Assertions.assertThat;

/** The expiration and termination extensions of tus 1.0.0. */
@UploadServiceTest
class TusExpirationIT {

    private static final byte[] BYTES = UploadClient.randomBytes(100_000);

    private final UploadClient client;

    private final UploadTestConfiguration.MediaDirectory media;

    private final MovableClock clock;

    private final ExpiredUploadCleaner cleaner;

    @Autowired
    TusExpirationIT(UploadClient client, UploadTestConfiguration.MediaDirectory media, MovableClock clock,
            ExpiredUploadCleaner cleaner) {
        // Open uploads are limited per user.
        this.client = client.as("tus-" + System.nanoTime(), "creator");
        this.media = media;
        this.clock = clock;
        this.cleaner = cleaner;
    }

    @Test
    void anExpiredUploadIsGoneAndItsBytesAreDeleted() {
        String path = this.client.create(100_000);
        this.client.patch(path, 0, Arrays.copyOf(BYTES, 10));
        String id = UploadClient.id(path);
        this.clock.advance(Duration.ofHours(25));
        assertThat(this.client.head(path).status()).isEqualTo(410);
        Reply reply = this.client.patch(path, 10, Arrays.copyOf(BYTES, 10));
        assertThat(reply.status()).isEqualTo(410);
        assertThat(reply.problem()).isEqualTo("upload-gone");
        this.cleaner.clean();
        assertThat(this.client.view(id).path("state").asString()).isEqualTo("expired");
        assertThat(this.media.staged(id)).doesNotExist();
        this.clock.advance(Duration.ofDays(8));
        this.cleaner.clean();
        assertThat(this.client.head(path).status()).isEqualTo(404);
    }

    @Test
    void receivedBytesExtendTheExpiry() {
        String path = this.client.create(100_000);
        this.clock.advance(Duration.ofHours(20));
        this.client.patch(path, 0, Arrays.copyOf(BYTES, 10));
        this.clock.advance(Duration.ofHours(20));
        this.cleaner.clean();
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("10");
    }

    @Test
    void aTerminatedUploadIsGoneWithItsBytes() {
        String path = this.client.create(100_000);
        this.client.patch(path, 0, Arrays.copyOf(BYTES, 10));
        assertThat(this.client.tus("DELETE", path, null).status()).isEqualTo(204);
        assertThat(this.media.staged(UploadClient.id(path))).doesNotExist();
        assertThat(this.client.head(path).status()).isEqualTo(410);
        assertThat(this.client.tus("DELETE", path, null).status()).isEqualTo(410);
        assertThat(this.client.view(UploadClient.id(path)).path("state").asString()).isEqualTo("aborted");
    }

}
