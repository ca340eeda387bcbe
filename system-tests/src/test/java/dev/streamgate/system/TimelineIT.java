/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import dev.streamgate.media.clips.Clips;
import dev.streamgate.media.clips.Clips.Clip;
import dev.streamgate.media.ffmpeg.Probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Measures the produced renditions with ffmpeg: the same complete timeline, no warnings,
 * the same frames in each rendition.
 */
@Order(1)
class TimelineIT {

    private final Stack stack = Stack.running();

    private final GatewayUser creator = GatewayUser.register(this.stack);

    static Stream<Arguments> sources() {
        return Stream.of(Arguments.of("remuxed.mp4", Clips.clip().size("1280x720").seconds(7)),
                Arguments.of("film.mkv", Clips.clip().size("854x480").rate("24000/1001").seconds(9)),
                Arguments.of("web.webm",
                        Clips.clip()
                            .size("640x360")
                            .rate("30000/1001")
                            .seconds(9)
                            .video("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "500k")
                            .audio("-c:a", "libopus")),
                Arguments.of("broadcast.ts", Clips.clip().size("720x576").rate("50").seconds(6)),
                Arguments.of("phone.mov",
                        Clips.clip()
                            .size("480x854")
                            .seconds(5)
                            .video("-c:v", "libx265", "-preset", "ultrafast", "-tag:v", "hvc1", "-x265-params",
                                    "log-level=error")),
                Arguments.of("silent-odd.mp4",
                        Clips.clip()
                            .size("641x361")
                            .seconds(5)
                            .silent()
                            .video("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv444p")),
                Arguments.of("one-second.mp4", Clips.clip().seconds(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void eachRenditionHasTheCompleteTimeline(String name, Clip clip, @TempDir Path folder) throws Exception {
        Path source = clip.output("-metadata", "title=" + UUID.randomUUID()).write(folder.resolve(name));
        Probe probe = Clips.ffmpeg().probe(source);
        String contentId = this.creator.contentOf(this.creator.upload(source, 1 << 20));
        JsonNode content = this.creator.await(contentId, (seen) -> "ready".equals(seen.path("state").asString()));
        double frame = 1 / probe.video().averageRate().value();
        assertThat(content.path("duration").asDouble()).isCloseTo(probe.duration(), within(2 * frame));
        Playlist master = Playlist.read(this.creator, this.creator.play(contentId));
        assertThat(master.entries()).hasSameSizeAs(content.path("renditions")
            .valueStream()
            .filter((rendition) -> rendition.path("height").asInt() > 0)
            .toList());
        long frames = Media.frames(source);
        for (String variant : master.entries()) {
            Playlist media = Playlist.read(this.creator, variant);
            byte[] mp4 = media.download(this.creator);
            assertThat(media.duration()).as(variant)
                .isCloseTo((probe.video().duration() > 0) ? probe.video().duration() : probe.duration(),
                        within(frame + 0.001));
            assertThat(Media.warnings(mp4)).as(variant).isEmpty();
            assertThat(Media.frames(mp4)).as(variant).isEqualTo(frames);
        }
        List<String> sound = master.playlists().stream().filter((path) -> !master.entries().contains(path)).toList();
        assertThat(sound).hasSize(probe.audio().isEmpty() ? 0 : 1);
        for (String path : sound) {
            assertThat(Media.warnings(Playlist.read(this.creator, path).download(this.creator))).as(path).isEmpty();
        }
    }

}
