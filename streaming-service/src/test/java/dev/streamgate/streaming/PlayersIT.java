/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.media.clips.Clips;
import dev.streamgate.testing.http.TestHttpClient;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.testing.security.WithTestTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Plays a private video with ffmpeg's HLS and DASH demuxers from the URLs of a playback
 * session.
 */
@WithTestTokens
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "streamgate.streaming.session.key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
class PlayersIT {

    private static final int FRAMES = 301;

    private static final int TIMESCALE = 30_000;

    private static final int SAMPLE_RATE = 48_000;

    private static final StubMetadataAndWorker services = new StubMetadataAndWorker();

    private static final Path folder = Path.of("target", "players-it").toAbsolutePath();

    @Autowired
    private BlobStore blobs;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws IOException {
        FileSystemUtils.deleteRecursively(folder);
        Files.createDirectories(folder);
        registry.add("streamgate.blobs.directory", () -> folder.resolve("media").toString());
        services.register(registry);
    }

    @BeforeAll
    void publish() throws Exception {
        List<Long> video = encode("source", TIMESCALE, "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=30000/1001",
                "-frames:v", Integer.toString(FRAMES), "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p",
                "-bf", "0", "-g", "120", "-keyint_min", "120", "-sc_threshold", "0", "-video_track_timescale",
                Integer.toString(TIMESCALE));
        List<Long> audio = encode("audio", SAMPLE_RATE, "-f", "lavfi", "-i",
                "sine=frequency=440:sample_rate=48000:duration=10.04", "-c:a", "aac", "-ac", "2");
        var film = new Presentation("film", "uploads/u", "uploads/u", FRAMES * 1001d / TIMESCALE, 320, 180,
                30_000 / 1001d, TIMESCALE, video, List.of(120, 120, 61),
                List.of(new VideoRendition("source", 320, 180, 900_000, 800_000, "avc1.42c00d", Mode.REMUX)),
                List.of(new AudioRendition("audio", "und", 2, SAMPLE_RATE, 128_000, "mp4a.40.2", audio, Mode.ENCODE)),
                null, null);
        byte[] json = JsonMapper.builder().build().writeValueAsBytes(film);
        this.blobs.put(MediaKeys.presentation("film"), new ByteArrayInputStream(json), json.length);
        services.content("film", "ready", "private", "null");
    }

    @Test
    void ffmpegPlaysTheHlsMasterPlaylistWithoutAWarning() throws Exception {
        assertPlays(session().path("hls").asString());
    }

    @Test
    void ffmpegPlaysTheDashManifestWithoutAWarning() throws Exception {
        assertPlays(session().path("dash").asString());
    }

    @Test
    void segmentDurationsAddUpToTheDurationWithinOneFrame() throws Exception {
        String session = session().path("hls").asString();
        String folder = session.substring(0, session.lastIndexOf('/') + 1);
        for (String rendition : List.of("source", "audio")) {
            String playlist = client().get(folder + rendition + "/playlist.m3u8").text();
            double sum = playlist.lines()
                .filter((line) -> line.startsWith("#EXTINF:"))
                .mapToDouble((line) -> Double.parseDouble(line.substring(8, line.indexOf(','))))
                .sum();
            assertThat(sum).as(rendition).isCloseTo(FRAMES * 1001d / TIMESCALE, within(1001d / TIMESCALE));
        }
    }

    private void assertPlays(String path) throws IOException, InterruptedException {
        String url = client().uri(path).toString();
        assertThat(Clips.run("-v", "warning", "-i", url, "-f", "null", "-")).isEmpty();
        Path packets = Files.createTempFile(folder, "packets", ".txt");
        Clips.run("-i", url, "-map", "0:v:0", "-c", "copy", "-f", "framecrc", packets.toString());
        try (Stream<String> lines = Files.lines(packets)) {
            assertThat(lines.filter((line) -> !line.startsWith("#"))).hasSize(FRAMES);
        }
    }

    private JsonNode session() {
        return client().withToken(TestTokens.user(StubMetadataAndWorker.OWNER, "creator"))
            .post("/api/v1/streams/film/sessions", null)
            .expect(201)
            .json();
    }

    private TestHttpClient client() {
        return new TestHttpClient(this.port);
    }

    /** Encodes a rendition, stores its files and returns the segment durations. */
    private List<Long> encode(String rendition, int timescale, String... source) throws Exception {
        Path directory = Files.createDirectory(folder.resolve(rendition));
        Path playlist = directory.resolve("out.m3u8");
        Clips.run(Stream
            .of(Stream.of(source),
                    Stream.of("-f", "hls", "-hls_time", "4", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4",
                            "-hls_fmp4_init_filename", "init.mp4", "-start_number", "0", "-hls_segment_filename",
                            directory + "/%d.m4s", playlist.toString()))
            .flatMap((arguments) -> arguments)
            .toArray(String[]::new));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files.filter((path) -> !path.equals(playlist))::iterator) {
                try (InputStream bytes = Files.newInputStream(file)) {
                    this.blobs.put(MediaKeys.folder("film") + rendition + "/" + file.getFileName(), bytes,
                            Files.size(file));
                }
            }
        }
        return Files.readAllLines(playlist)
            .stream()
            .filter((line) -> line.startsWith("#EXTINF:"))
            .map((line) -> Math.round(Double.parseDouble(line.substring(8, line.indexOf(','))) * timescale))
            .toList();
    }

}
