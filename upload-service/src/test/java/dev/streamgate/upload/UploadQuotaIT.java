/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

import dev.streamgate.testing.http.Reply;
import dev.streamgate.upload.UploadTestConfiguration.MediaDirectory;

import static org.assertj.core.api.Assertions.assertThat;

/** Quotas of users, and announced bytes against the disk. */
@UploadServiceTest
@TestPropertySource(properties = { "streamgate.upload.max-size=100TB", "streamgate.upload.quota.bytes=90TB",
        "streamgate.upload.quota.announced-bytes=80TB", "streamgate.upload.disk-reserve=64MB",
        "streamgate.cache.caches.user-authorities.ttl=1ms" })
class UploadQuotaIT {

    private final UploadClient client;

    private final DownstreamStub downstream;

    private final long free;

    private final List<Announced> announced = new ArrayList<>();

    @Autowired
    UploadQuotaIT(UploadClient client, DownstreamStub downstream, MediaDirectory media) throws IOException {
        this.client = client;
        this.downstream = downstream;
        this.free = Files.getFileStore(media.path()).getUsableSpace();
    }

    @AfterEach
    void deleteUploads() {
        this.announced.forEach((one) -> one.client().tus("DELETE", one.path(), null));
    }

    @Test
    void oneUserAnnouncesNoMoreThanAShareOfTheDisk() {
        UploadClient user = user();
        long size = this.free / 8;
        Reply refused = announceUntilRefused(user, size);
        assertThat(this.announced).hasSizeBetween(1, 4);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("quota-exceeded");
        assertThat(refused.field("quota")).isEqualTo("announcedBytes");
        assertThat(refused.json().path("requested").asLong()).isEqualTo(size);
        assertThat(refused.json().path("used").asLong()).isEqualTo(this.announced.size() * size);
        assertThat(refused.json().path("allowed").asLong()).isBetween(this.free / 3, this.free * 2 / 3);
    }

    @Test
    void allUsersTogetherAnnounceNoMoreThanTheDiskHas() {
        long size = this.free / 4;
        Reply refused = announceUntilRefused(user(), size);
        for (int users = 0; users < 6 && refused.status() != 507; users++) {
            refused = announceUntilRefused(user(), size);
        }
        assertThat(refused.status()).isEqualTo(507);
        assertThat(refused.problem()).isEqualTo("out-of-space");
        assertThat(refused.json().path("free").asLong()).isLessThan(size);
        assertThat(this.announced.size() * size).isLessThan(this.free);
    }

    @Test
    void anAdminMayLetAUserUseLess() {
        String name = "small-" + System.nanoTime();
        UploadClient user = this.client.as(name, "creator");
        this.downstream.quota(name, "bytes", 1000);
        announce(user, 600);
        Reply refused = user.tus("POST", UploadClient.TUS, null, "Upload-Length", "500");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.field("quota")).isEqualTo("bytes");
        assertThat(refused.field("detail")).contains("1000", "600", "500");
        announce(user, 400);
        JsonNode usage = user.get("/api/v1/uploads/quota").json();
        assertThat(usage.path("bytes").toString()).isEqualTo("{\"used\":1000,\"allowed\":1000}");
        assertThat(usage.path("openUploads").path("used").asInt()).isEqualTo(2);
        assertThat(usage.path("seconds").path("allowed").asLong()).isEqualTo(3_600_000);
    }

    @Test
    void anUploadOfUnknownLengthCountsWhatItReceives() {
        String name = "deferred-" + System.nanoTime();
        UploadClient user = this.client.as(name, "creator");
        this.downstream.quota(name, "bytes", 1000);
        Reply created = user.tus("POST", UploadClient.TUS, null, "Upload-Defer-Length", "1");
        assertThat(created.status()).isEqualTo(201);
        String path = created.header("Location");
        this.announced.add(new Announced(user, path));
        assertThat(user.patch(path, 0, new byte[900]).status()).isEqualTo(204);
        assertThat(user.patch(path, 900, new byte[200]).problem()).isEqualTo("quota-exceeded");
        assertThat(user.patch(path, 900, new byte[100], "Upload-Length", "2000").problem()).isEqualTo("quota-exceeded");
        assertThat(user.patch(path, 900, new byte[50], "Upload-Length", "1000").status()).isEqualTo(204);
        assertThat(user.get("/api/v1/uploads/quota").json().path("bytes").path("used").asLong()).isEqualTo(1000);
    }

    @Test
    void theDurationOfStoredVideosIsBounded() {
        String name = "long-" + System.nanoTime();
        UploadClient user = this.client.as(name, "creator");
        this.downstream.quota(name, "seconds", 0);
        Reply refused = user.tus("POST", UploadClient.TUS, null, "Upload-Length", "500");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.field("quota")).isEqualTo("seconds");
    }

    @Test
    void theUsageIsTheCallersOwn() {
        announce(user(), 600);
        assertThat(user().get("/api/v1/uploads/quota").json().path("bytes").path("used").asLong()).isZero();
        assertThat(this.client.anonymous().get("/api/v1/uploads/quota").status()).isEqualTo(401);
    }

    private UploadClient user() {
        return this.client.as("user-" + System.nanoTime(), "creator");
    }

    private void announce(UploadClient user, long size) {
        this.announced.add(new Announced(user, user.create(size)));
    }

    private Reply announceUntilRefused(UploadClient user, long size) {
        for (int count = 0; count < 91; count++) {
            Reply reply = user.tus("POST", UploadClient.TUS, null, "Upload-Length", Long.toString(size));
            if (reply.status() != 201) {
                return reply;
            }
            this.announced.add(new Announced(user, reply.header("Location")));
        }
        throw new AssertionError("91 uploads were announced");
    }

    private record Announced(UploadClient client, String path) {
    }

}
