/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import dev.streamgate.system.EncodeRestarts.Task;
import dev.streamgate.system.FaultSchedule.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Repeatedly kills a random process at a random time while videos are uploaded and
 * encoded, and restarts it; then checks that no acknowledged data is lost, no work is
 * repeated and all audit journals are intact. {@code -Dfaults.count} sets the number of
 * kills, {@code -Dfaults.seed} repeats a run; with {@code -Dfaults.injection=true},
 * services also end at their n-th write, sync, rename or commit. Runs last, so that other
 * tests are not affected.
 */
@Order(Integer.MAX_VALUE)
@ResourceLock(Stack.SERVICES_LOCK)
class FaultsIT {

    private static final Logger log = LoggerFactory.getLogger(FaultsIT.class);

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final Duration RETRY_INTERVAL = Duration.ofMillis(200);

    private static final int CHUNK_SIZE = 64 * 1024;

    private final int count = Integer.getInteger("faults.count", 2);

    private final long seed = Long.getLong("faults.seed", System.nanoTime());

    @Test
    void noAcknowledgedDataIsLostAndNoWorkIsRepeated(@TempDir Path folder) throws Exception {
        log.info("{} faults, seed {}", this.count, this.seed);
        List<Fault> schedule = FaultSchedule.draw(new Random(this.seed), this.count, Stack.INJECTION);
        Stack stack = Stack.running();
        Path clip = Media.clipToEncode(folder, "clip.mp4", "640x360", 12);
        List<Sent> sent = new ArrayList<>();
        Faults faults = new Faults(stack);
        try (ExecutorService uploads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Fault fault : schedule) {
                GatewayUser user = GatewayUser.register(stack);
                Path variant = Media.variant(clip, folder.resolve("clip-" + sent.size() + ".mp4"));
                faults.prepare(fault);
                Future<String> upload = uploads.submit(() -> upload(stack, user, variant));
                faults.run(fault);
                stack.launcher("up");
                sent.add(new Sent(user, upload.get(), sha256(variant)));
            }
        }
        awaitRecovery(stack);
        Set<String> contents = new HashSet<>();
        for (Sent one : sent) {
            contents.add(check(stack, one));
        }
        log.info("Ended by kind: {}; operations that were not reached: {}", faults.ended(), faults.notReached());
        log.info("{} uploads are complete and play", contents.size());
        List<Task> tasks = encodeTasks(GatewayUser.admin(stack), contents);
        log.info("{} faults, {} encode tasks restarted", this.count, tasks.stream().mapToInt(Task::restarts).sum());
        int slots = (int) MetricsScrape.of(stack, "transcoder").sum("streamgate_transcoder_slots");
        assertThat(slots).isPositive();
        assertThat(new EncodeRestarts(slots, faults.kills()).violations(tasks)).isEmpty();
        assertThat(stack.launcher("audit", "verify")).contains("intact").doesNotContain("TAMPERED");
        if (Stack.INJECTION) {
            schedule.forEach((fault) -> assertThat(faults.ended().keySet()).as(fault.kind())
                .anyMatch((ended) -> ended.startsWith(fault.kind())));
        }
    }

    /** Uploads a file; after any error the client requests the offset and resumes. */
    private static String upload(Stack stack, GatewayUser user, Path file) throws IOException {
        TusClient client = new TusClient();
        client.setUploadCreationURL(stack.gateway().resolve("/api/v1/uploads/tus").toURL());
        client.setHeaders(Map.of("Authorization", "Bearer " + user.token()));
        client.enableResuming(new TusURLMemoryStore());
        return Awaitility.await("upload")
            .atMost(TIMEOUT)
            .pollDelay(Duration.ZERO)
            .pollInterval(RETRY_INTERVAL)
            .until(() -> attempt(client, file), Optional::isPresent)
            .orElseThrow();
    }

    /** Creates or resumes the upload; empty after an error that permits a retry. */
    private static Optional<String> attempt(TusClient client, Path file) throws IOException {
        TusUpload upload = new TusUpload(file.toFile());
        upload.setFingerprint(file.toString());
        try {
            TusUploader uploader = client.resumeOrCreateUpload(upload);
            uploader.setChunkSize(CHUNK_SIZE);
            uploader.setRequestPayloadSize(CHUNK_SIZE);
            while (uploader.uploadChunk() > -1) {
                continue;
            }
            uploader.finish();
            String path = uploader.getUploadURL().getPath();
            return Optional.of(path.substring(path.lastIndexOf('/') + 1));
        }
        catch (ProtocolException ex) {
            HttpURLConnection rejected = ex.getCausingConnection();
            int status = (rejected != null) ? rejected.getResponseCode() : 0;
            assertThat(status).as(ex.toString()).isIn(0, 409, 423, 429, 502, 503, 504);
            return Optional.empty();
        }
        catch (IOException ex) {
            return Optional.empty();
        }
    }

    /**
     * Waits until the gateway forwards to each service again. The services reject the
     * anonymous requests themselves.
     */
    private static void awaitRecovery(Stack stack) {
        GatewayUser anonymous = GatewayUser.anonymous(stack);
        for (String path : List.of("/api/v1/auth/profile", "/api/v1/uploads", "/api/v1/contents", "/api/v1/jobs",
                "/api/v1/streams/none/info")) {
            Awaitility.await(path).atMost(TIMEOUT).until(() -> anonymous.get(path).status() < 500);
        }
    }

    /** Checks that an upload is complete and plays; returns its content. */
    private static String check(Stack stack, Sent sent) throws Exception {
        GatewayUser user = sent.user().signIn();
        String contentId = user.contentOf(sent.uploadId());
        JsonNode content = user.await(contentId, (candidate) -> "ready".equals(candidate.path("state").asString()));
        JsonNode upload = user.json("/api/v1/uploads/" + sent.uploadId());
        assertThat(upload.path("state").asString()).isEqualTo("stored");
        assertThat(upload.path("sha256").asString()).isEqualTo(sent.sha256());
        Path stored = stack.directory().resolve("media").resolve("uploads").resolve(sent.uploadId());
        assertThat(sha256(stored)).isEqualTo(sent.sha256());
        JsonNode jobs = user.json("/api/v1/jobs?type=transcode&contentId=" + contentId).path("items");
        assertThat(jobs).hasSize(1);
        assertThat(jobs.get(0).path("state").asString()).isEqualTo("succeeded");
        Playlist master = Playlist.read(user, user.play(contentId));
        for (String playlist : master.playlists()) {
            Playlist media = Playlist.read(user, playlist);
            assertThat(media.duration()).isCloseTo(content.path("duration").asDouble(), within(0.1));
            assertThat(Media.warnings(media.download(user))).as(playlist).isEmpty();
        }
        return contentId;
    }

    /** The encode tasks of contents, at least one for each. */
    private static List<Task> encodeTasks(GatewayUser admin, Set<String> contents) {
        List<Task> tasks = new ArrayList<>();
        Set<String> encoded = new HashSet<>();
        String next = "";
        do {
            JsonNode page = admin.json("/api/v1/jobs?type=media.encode&limit=100" + next);
            for (JsonNode task : page.path("items")) {
                if (contents.contains(task.path("contentId").asString())) {
                    encoded.add(task.path("contentId").asString());
                    tasks.add(new Task(task.path("jobId").asString(), task.path("attempts").asInt(),
                            Instant.parse(task.path("createdAt").asString()),
                            Instant.parse(task.path("updatedAt").asString())));
                }
            }
            next = "&cursor=" + URLEncoder.encode(page.path("nextCursor").asString(""), StandardCharsets.UTF_8);
        }
        while (!next.equals("&cursor="));
        assertThat(encoded).isEqualTo(contents);
        return tasks;
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    /**
     * An upload whose last byte was acknowledged.
     *
     * @param user its owner
     * @param uploadId its id
     * @param sha256 the hash of the sent bytes
     */
    private record Sent(GatewayUser user, String uploadId, String sha256) {
    }

}
