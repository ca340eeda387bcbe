/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import tools.jackson.databind.JsonNode;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Poll;
import dev.streamgate.launcher.terminal.Terminal;

/**
 * Uploads a video to the running suite as a user would, plays its beginning, and prints
 * the duration of each step. Durations start when the last byte is acknowledged.
 */
public final class Demo {

    private static final double MEBIBYTE = 1024 * 1024;

    private static final int PROGRESS_BAR_WIDTH = 30;

    private static final Duration PLAYABLE_TIMEOUT = Duration.ofMinutes(10);

    private static final Duration READY_TIMEOUT = Duration.ofHours(6);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private static final Duration READY_POLL_INTERVAL = Duration.ofSeconds(1);

    private static final double ROUNDING_ERROR = 0.001;

    private static final Set<String> FAILED_STATES = Set.of("rejected", "aborted", "expired");

    private final DataDirectory directory;

    private final String address;

    private final Terminal terminal;

    /**
     * Prepares a demo.
     * @param directory stores the generated video and the demo user's password
     * @param address the gateway's address
     * @param terminal the launcher's output
     */
    public Demo(DataDirectory directory, String address, Terminal terminal) {
        this.directory = directory;
        this.address = address;
        this.terminal = terminal;
    }

    /**
     * Runs the demo.
     * @param video the video; empty to generate one
     * @throws LaunchFailure if a step fails
     */
    public void run(Optional<Path> video) {
        video.filter((file) -> !Files.isReadable(file) || !Files.isRegularFile(file)).ifPresent((file) -> {
            throw new LaunchFailure(file + " is not a readable file.");
        });
        try (GatewayClient gateway = new GatewayClient(this.address)) {
            DemoUser user = new DemoUser(gateway, password());
            user.token();
            Path file = video.orElseGet(this::clip);
            long begin = System.nanoTime();
            String uploadId = upload(gateway, user, file);
            long lastByte = System.nanoTime();
            row("upload", "%.1f MiB in %.2f s, %.1f MiB/s".formatted(size(file) / MEBIBYTE, seconds(begin, lastByte),
                    size(file) / MEBIBYTE / seconds(begin, lastByte)));
            String content = "/api/v1/contents/" + contentId(gateway, user, uploadId);
            await(gateway, user, content, "playable", PLAYABLE_TIMEOUT, POLL_INTERVAL);
            row("playable", "%.2f s after the last byte".formatted(secondsSince(lastByte)));
            String hls = play(gateway, user, content, lastByte);
            JsonNode ready = await(gateway, user, content, "ready", READY_TIMEOUT, READY_POLL_INTERVAL);
            row("ready", "%.1f s after the last byte, with %s".formatted(secondsSince(lastByte), renditions(ready)));
            checkTimelines(gateway, hls, ready);
            this.terminal.line("\nWatch  %s\nHLS    %s"
                .formatted(gateway.resolve("/watch") + "#" + gateway.resolve(hls), gateway.resolve(hls)));
        }
    }

    private String upload(GatewayClient gateway, DemoUser user, Path file) {
        long size = size(file);
        String uploadId = new TusUpload(gateway, user).send(file, (sent) -> {
            int done = (int) (PROGRESS_BAR_WIDTH * sent / Math.max(1, size));
            this.terminal.progress("  uploading [%s%s] %3d %%".formatted("#".repeat(done),
                    " ".repeat(PROGRESS_BAR_WIDTH - done), 100 * sent / Math.max(1, size)));
        });
        this.terminal.progress("");
        return uploadId;
    }

    private static String contentId(GatewayClient gateway, DemoUser user, String uploadId) {
        return Poll.until(PLAYABLE_TIMEOUT, POLL_INTERVAL.multipliedBy(2), () -> {
            Optional<JsonNode> upload = gateway.get("/api/v1/uploads/" + uploadId, user.token());
            upload.filter((view) -> FAILED_STATES.contains(view.path("state").asString(""))).ifPresent((view) -> {
                throw new LaunchFailure("The upload was rejected: " + view.path("error").toString());
            });
            // upload-service creates the content when the upload is stored, or soon
            // after.
            return upload.filter((view) -> view.path("state").asString("").equals("stored"))
                .map((view) -> view.path("contentId").asString(""))
                .filter((id) -> !id.isEmpty());
        })
            .orElseThrow(() -> new LaunchFailure("upload-service created no content for the upload within "
                    + PLAYABLE_TIMEOUT.toMinutes() + " min. See ./streamgate logs upload"));
    }

    private JsonNode await(GatewayClient gateway, DemoUser user, String path, String condition, Duration limit,
            Duration interval) {
        JsonNode content = Poll.until(limit, interval, () -> {
            Optional<JsonNode> now = gateway.get(path, user.token());
            now.filter((view) -> view.path("state").asString("").equals("failed")).ifPresent((view) -> {
                throw new LaunchFailure("The video cannot be played: " + view.path("error").toString());
            });
            this.terminal.progress("  waiting until %s, %3.0f %%".formatted(condition,
                    100 * now.map((view) -> view.path("progress").asDouble(0)).orElse(0.0)));
            return now.filter((view) -> view.path("state").asString("").equals(condition)
                    || view.path(condition).asBoolean(false));
        })
            .orElseThrow(
                    () -> new LaunchFailure("The video was not " + condition + " after " + limit.toMinutes() + " min"));
        this.terminal.progress("");
        return content;
    }

    private String play(GatewayClient gateway, DemoUser user, String content, long lastByte) {
        String id = content.substring(content.lastIndexOf('/') + 1);
        JsonNode session = gateway.post("/api/v1/streams/" + id + "/sessions", Map.of(), user.token());
        String hls = session.path("hls").asString();
        Player player = new Player(gateway);
        player.open(hls);
        row("first segment", "%.2f s after the last byte (playlists, init sections, segments: %.1f MiB)"
            .formatted(secondsSince(lastByte), player.bytes() / MEBIBYTE));
        return hls;
    }

    private void checkTimelines(GatewayClient gateway, String hls, JsonNode content) {
        double duration = content.path("duration").asDouble(0);
        double frame = 1 / Math.max(1, content.path("frameRate").asDouble(25));
        List<Double> timelines = new Player(gateway).timelines(hls);
        double off = timelines.stream().mapToDouble((timeline) -> Math.abs(timeline - duration)).max().orElse(0);
        row("timeline", "%.3f s; the EXTINF sums of %d playlists deviate by at most %.3f s".formatted(duration,
                timelines.size(), off));
        if (off > frame + ROUNDING_ERROR) {
            throw new LaunchFailure(
                    "The playlists deviate from the duration by more than one frame (%.3f s).".formatted(frame));
        }
    }

    private static String renditions(JsonNode content) {
        return String.join(" ",
                content.path("renditions")
                    .valueStream()
                    .map((rendition) -> rendition.path("name").asString())
                    .toList());
    }

    private Path clip() {
        Path file = this.directory.root().resolve("demo.mp4");
        this.terminal.line("Generating a test video of 20 s …");
        Clip.generate(file, this.directory.ffmpeg());
        return file;
    }

    private String password() {
        try (DataDirectory.Lock _ = this.directory.lock()) {
            return this.directory.secrets().password("demo-password");
        }
    }

    private void row(String step, String measured) {
        this.terminal.line("  %-14s %s".formatted(step, measured));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not read " + file, ex);
        }
    }

    private static double secondsSince(long begin) {
        return seconds(begin, System.nanoTime());
    }

    private static double seconds(long begin, long end) {
        return (end - begin) / 1e9;
    }

}
