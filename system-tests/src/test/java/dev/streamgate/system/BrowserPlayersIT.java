/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import dev.streamgate.media.clips.Clips;
import dev.streamgate.media.clips.NumberedClip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Plays sources that are hard to package in the players of others, in Debian's Chromium,
 * to the very end and again after a seek: each frame is shown at its time.
 */
@EnabledIf(value = "canRun", disabledReason = "Requires chromium, chromedriver, node and npm")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(2)
class BrowserPlayersIT {

    private static final int RATE = 25;

    private static final String LANGUAGES = "languages.mkv";

    private final Stack stack = Stack.running();

    private final GatewayUser creator = GatewayUser.register(this.stack);

    private final Map<String, Clip> clips = new LinkedHashMap<>();

    private Browser browser;

    @BeforeAll
    void upload(@TempDir Path folder) throws Exception {
        Path subtitles = Files.writeString(folder.resolve("a.srt"),
                "1\n00:00:00,200 --> 00:00:01,000\nFirst line\n\n2\n00:00:02,000 --> 00:00:03,000\nSecond line\n");
        // The sound goes on after the last of 75 frames; two languages, subtitles.
        clip(folder, LANGUAGES, 75, 5, "-f", "lavfi", "-i", NumberedClip.video("25", 3), "-f", "lavfi", "-i",
                NumberedClip.audio(5), "-i", subtitles.toString(), "-map", "0", "-map", "1", "-map", "1", "-map", "2",
                "-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-c:a", "aac", "-c:s", "srt", "-metadata:s:a:0",
                "language=eng", "-metadata:s:a:1", "language=ger", "-metadata:s:s:0", "language=fre");
        // The sound ends early, and the clock starts at 100 seconds.
        clip(folder, "silence.webm", 125, 5, "-f", "lavfi", "-i", NumberedClip.video("25", 5), "-f", "lavfi", "-i",
                NumberedClip.audio(2), "-c:v", "libvpx-vp9", "-cpu-used", "8", "-deadline", "realtime", "-b:v", "300k",
                "-c:a", "libopus", "-output_ts_offset", "100");
        // No frame is a complete key frame but the first.
        clip(folder, "refresh.mp4", 125, 5, "-f", "lavfi", "-i", NumberedClip.video("25", 5), "-f", "lavfi", "-i",
                NumberedClip.audio(5), "-c:v", "libx264", "-preset", "ultrafast", "-x264-params",
                "intra-refresh=1:keyint=25", "-c:a", "aac");
        clip(folder, "sound.mp3", 0, 4, "-f", "lavfi", "-i", NumberedClip.audio(4), "-c:a", "libmp3lame");
        for (Map.Entry<String, Clip> clip : this.clips.entrySet()) {
            this.creator.await(clip.getValue().contentId(),
                    (content) -> "ready".equals(content.path("state").asString()));
        }
        this.browser = new Browser();
    }

    @AfterAll
    void close() {
        if (this.browser != null) {
            this.browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({ "hlsjs, hls", "shaka, hls", "shaka, dash", "dashjs, dash", "videojs, hls" })
    void framesAreShownAtTheirTimesUpToTheEnd(String player, String manifest) throws Exception {
        for (Map.Entry<String, Clip> entry : this.clips.entrySet()) {
            Clip clip = entry.getValue();
            String played = entry.getKey() + " in " + player + ", " + manifest;
            load(player, manifest, clip);
            this.browser.run("v.playbackRate = 4; await v.play();");
            if (entry.getKey().equals(LANGUAGES)) {
                selectLanguages(played);
            }
            assertEnds(played, clip);
            assertFrames(played, clip);
            this.browser.run("v.currentTime = 0.6 * v.duration; await v.play();");
            assertEnds(played + " after a seek", clip);
        }
    }

    @Test
    void parsersOfOthersAcceptPlaylistsAndBoxes() throws Exception {
        for (Map.Entry<String, Clip> entry : this.clips.entrySet()) {
            String master = address("hls", entry.getValue());
            assertThat(JavaScript.run("manifests.mjs", List.of(master), Map.of())).as(entry.getKey()).isEmpty();
        }
    }

    private void selectLanguages(String played) {
        assertThat(this.browser.run("return player.languages().join()")).as(played).isEqualTo("en,de");
        this.browser.run("player.captions('fr'); player.select('de');");
        this.browser.await("player.selected() === 'de' || errors.length");
        this.browser.await("cues().includes('Second line') || errors.length || v.ended");
        assertThat(this.browser.run("return cues().join()")).as(played).asString().contains("Second line");
    }

    private void assertEnds(String played, Clip clip) {
        this.browser.await("(v.ended && v.currentTime > 1) || errors.length");
        assertThat(this.browser.run("return errors.join()")).as(played).isEqualTo("");
        double end = ((Number) this.browser.run("return v.currentTime")).doubleValue();
        assertThat(end).as(played).isCloseTo(clip.seconds(), within(0.08));
    }

    /** The frames at some times, last the one that is held to the end. */
    private void assertFrames(String played, Clip clip) {
        double last = clip.seconds() * RATE - 1;
        for (double share : (clip.frames() > 0) ? new double[] { 0, 0.25, 0.59, 1 } : new double[0]) {
            long slot = Math.round(share * last);
            long expected = Math.min(slot, clip.frames() - 1);
            this.browser.run("v.pause(); v.currentTime = arguments[0];", (slot + 0.5) / RATE);
            this.browser.await("(!v.seeking && frame() === " + expected + ") || errors.length");
            assertThat(this.browser.run("return frame()")).as("%s: frame %d", played, slot).isEqualTo(expected);
        }
    }

    private void load(String player, String manifest, Clip clip) throws IOException {
        this.browser.open(JavaScript.file("players.html").toUri());
        assertThat(this.browser.run("await load(arguments[0], arguments[1]);", player, address(manifest, clip)))
            .isNull();
    }

    private String address(String manifest, Clip clip) {
        JsonNode session = this.creator.post("/api/v1/streams/" + clip.contentId() + "/sessions", Map.of())
            .expect(201)
            .json();
        return this.stack.gateway().resolve(session.path(manifest).asString()).toString();
    }

    private void clip(Path folder, String name, int frames, double seconds, String... arguments) throws Exception {
        Path file = folder.resolve(name);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-metadata", "title=" + UUID.randomUUID(), file.toString()));
        Clips.run(all.toArray(String[]::new));
        this.clips.put(name, new Clip(this.creator.contentOf(this.creator.upload(file, 1 << 20)), frames, seconds));
    }

    static boolean canRun() {
        return Browser.isInstalled() && JavaScript.isInstalled();
    }

    /**
     * An uploaded clip.
     *
     * @param contentId its content
     * @param frames number of its frames, of which the last one is held
     * @param seconds duration of the presentation
     */
    private record Clip(String contentId, int frames, double seconds) {
    }

}
