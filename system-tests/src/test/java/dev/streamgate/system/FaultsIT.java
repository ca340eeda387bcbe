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
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Kills a random process at a random moment while videos are uploaded and encoded, starts
 * it again, and goes on; then looks whether anything that was acknowledged is lost, or
 * was done twice. {@code -Dfaults.count} and {@code -Dfaults.seed} make it a longer
 * campaign, or the same one again. The last of all: the others need not do with processes
 * that come and go.
 */
@Order(Integer.MAX_VALUE)
@ResourceLock(Stack.SERVICES)
class FaultsIT {

    private static final Logger log = LoggerFactory.getLogger(FaultsIT.class);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int CHUNK = 64 * 1024;

    private final int count = Integer.getInteger("faults.count", 2);

    private final long seed = Long.getLong("faults.seed", System.nanoTime());

    private final Random random = new Random(this.seed);

    @Test
    void nothingAcknowledgedIsLostAndNothingIsDoneTwice(@TempDir Path folder) throws Exception {
        log.info("{} faults, seed {}", this.count, this.seed);
        Stack stack = Stack.running();
        Path clip = Media.clipToEncode(folder, "clip.mp4", "640x360", 12);
        List<Sent> sent = new ArrayList<>();
        int encoderDeaths = 0;
        try (ExecutorService uploads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int fault = 1; fault <= this.count; fault++) {
                Account account = Account.register(stack);
                Path variant = Media.variant(clip, folder.resolve("clip-" + fault + ".mp4"));
                Future<String> upload = uploads.submit(() -> upload(stack, account, variant));
                Thread.sleep(this.random.nextInt(3000));
                String victim = kill(stack);
                encoderDeaths += "streaming".equals(victim) || "gateway".equals(victim) ? 0 : 1;
                stack.launcher("up");
                sent.add(new Sent(account, upload.get(), sha256(variant)));
            }
        }
        awaitEverything(stack);
        Set<String> contents = new HashSet<>();
        for (Sent one : sent) {
            contents.add(check(stack, one));
        }
        log.info("{} uploads are whole, as sent, and play", contents.size());
        long again = encodedAgain(Account.admin(stack), contents);
        log.info("{} faults, {} tasks started again", this.count, again);
        assertThat(again).as("at most one chunk is encoded again for each fault").isLessThanOrEqualTo(encoderDeaths);
    }

    private String kill(Stack stack) {
        List<Map.Entry<String, ProcessHandle>> processes = List.copyOf(stack.processes().entrySet());
        Map.Entry<String, ProcessHandle> victim = processes.get(this.random.nextInt(processes.size()));
        log.info("Killing {}", victim.getKey());
        victim.getValue().destroyForcibly();
        victim.getValue().onExit().join();
        return victim.getKey();
    }

    /**
     * Uploads as a patient client does: after any error it asks for the offset and goes
     * on.
     */
    private static String upload(Stack stack, Account account, Path file) throws Exception {
        TusClient client = new TusClient();
        client.setUploadCreationURL(stack.gateway().resolve("/api/v1/uploads/tus").toURL());
        client.setHeaders(Map.of("Authorization", "Bearer " + account.token()));
        client.enableResuming(new TusURLMemoryStore());
        TusUpload upload = new TusUpload(file.toFile());
        upload.setFingerprint(file.toString());
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                TusUploader uploader = client.resumeOrCreateUpload(upload);
                uploader.setChunkSize(CHUNK);
                uploader.setRequestPayloadSize(CHUNK);
                while (uploader.uploadChunk() > -1) {
                    continue;
                }
                uploader.finish();
                String path = uploader.getUploadURL().getPath();
                return path.substring(path.lastIndexOf('/') + 1);
            }
            catch (ProtocolException ex) {
                HttpURLConnection refused = ex.getCausingConnection();
                int status = (refused != null) ? refused.getResponseCode() : 0;
                assertThat(status).as(ex.toString()).isIn(0, 409, 423, 429, 502, 503, 504);
                assertThat(Instant.now()).as("time to finish").isBefore(end);
            }
            catch (IOException ex) {
                assertThat(Instant.now()).as("time to finish").isBefore(end);
            }
            Thread.sleep(200);
            upload.setInputStream(Files.newInputStream(file));
        }
    }

    /**
     * The gateway takes some seconds to try again what was away. Who has not signed in is
     * refused by the service itself.
     */
    private static void awaitEverything(Stack stack) throws InterruptedException {
        Account stranger = Account.stranger(stack);
        Instant end = Instant.now().plus(PATIENCE);
        for (String path : List.of("/api/v1/auth/profile", "/api/v1/uploads", "/api/v1/contents", "/api/v1/jobs",
                "/api/v1/streams/none/info")) {
            while (stranger.get(path).statusCode() >= 500) {
                assertThat(Instant.now()).as(path).isBefore(end);
                Thread.sleep(200);
            }
        }
    }

    /** Looks whether it is whole and plays; gives its content. */
    private static String check(Stack stack, Sent sent) throws Exception {
        Account account = sent.account().signIn();
        String contentId = account.contentOf(sent.uploadId());
        JsonNode content = account.await(contentId, (candidate) -> "ready".equals(candidate.path("state").asString()));
        JsonNode upload = account.json("/api/v1/uploads/" + sent.uploadId());
        assertThat(upload.path("state").asString()).isEqualTo("stored");
        assertThat(upload.path("sha256").asString()).isEqualTo(sent.sha256());
        Path stored = stack.home().resolve("media").resolve("uploads").resolve(sent.uploadId());
        assertThat(sha256(stored)).isEqualTo(sent.sha256());
        JsonNode jobs = account.json("/api/v1/jobs?type=transcode&contentId=" + contentId).path("items");
        assertThat(jobs).hasSize(1);
        assertThat(jobs.get(0).path("state").asString()).isEqualTo("succeeded");
        Playlist master = Playlist.read(account, account.play(contentId));
        for (String playlist : master.playlists()) {
            Playlist media = Playlist.read(account, playlist);
            assertThat(media.duration()).isCloseTo(content.path("duration").asDouble(), within(0.1));
            assertThat(Media.warnings(media.download(account))).as(playlist).isEmpty();
        }
        return contentId;
    }

    /**
     * How many times encode tasks of the contents were started again, as the queue
     * remembers.
     */
    private static long encodedAgain(Account admin, Set<String> contents) {
        Set<String> encoded = new HashSet<>();
        long again = 0;
        String next = "";
        do {
            JsonNode page = admin.json("/api/v1/jobs?type=media.encode&limit=100" + next);
            for (JsonNode task : page.path("items")) {
                if (contents.contains(task.path("contentId").asString())) {
                    encoded.add(task.path("contentId").asString());
                    again += Math.max(0, task.path("attempts").asLong() - 1);
                }
            }
            next = "&cursor=" + URLEncoder.encode(page.path("nextCursor").asString(""), StandardCharsets.UTF_8);
        }
        while (!next.equals("&cursor="));
        assertThat(encoded).isEqualTo(contents);
        return again;
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    /**
     * An upload whose last byte was acknowledged.
     *
     * @param account who sent it
     * @param uploadId its id
     * @param sha256 of the bytes that were sent
     */
    private record Sent(Account account, String uploadId, String sha256) {
    }

}
