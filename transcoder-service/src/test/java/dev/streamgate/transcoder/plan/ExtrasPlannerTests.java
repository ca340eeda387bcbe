/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.streamgate.contracts.media.Presentation.Chapter;
import dev.streamgate.contracts.media.Presentation.Extras;
import dev.streamgate.contracts.media.Presentation.Subtitles;
import dev.streamgate.media.ffmpeg.Probe;

import static org.assertj.core.api.Assertions.assertThat;

class ExtrasPlannerTests {

    private final ExtrasPlanner planner = new ExtrasPlanner();

    @Test
    void subtitlesThatConsistOfPicturesAreNotedAndNotOffered() {
        Probe probe = probe(List.of(subtitle(2, "hdmv_pgs_subtitle", "ger"), subtitle(3, "subrip", "eng"),
                subtitle(4, "dvd_subtitle", "und"), subtitle(5, "dvb_subtitle", "fre")), List.of());
        assertThat(this.planner.plan(probe, 0, 10).subtitles())
            .containsExactly(new Subtitles("subtitles-en", "en", null, 3, false, false));
        assertThat(this.planner.notes(probe)).containsExactly(
                "Subtitle track 1 (de, hdmv_pgs_subtitle) is not offered: it consists of pictures.",
                "Subtitle track 3 (und, dvd_subtitle) is not offered: it consists of pictures.",
                "Subtitle track 4 (fr, dvb_subtitle) is not offered: it consists of pictures.");
    }

    @Test
    void tracksOfOneLanguageHaveDifferentNames() {
        Probe probe = probe(List.of(subtitle(2, "ass", "ger"), subtitle(3, "subrip", "de"), subtitle(4, "srt", "deu")),
                List.of());
        assertThat(this.planner.plan(probe, 0, 10).subtitles()).extracting(Subtitles::name)
            .containsExactly("subtitles-de", "subtitles-de-2", "subtitles-de-3");
    }

    @Test
    void chaptersAreCutToThePresentationAndNumberedWithoutATitle() {
        Probe probe = probe(List.of(), List.of(new Probe.Chapter(1, 4, "Start"), new Probe.Chapter(4, 9, ""),
                new Probe.Chapter(20, 30, "Behind the end")));
        Extras extras = this.planner.plan(probe, 2, 5);
        assertThat(extras.chapters()).containsExactly(new Chapter(0, 2, "Start"), new Chapter(2, 5, "Chapter 2"));
    }

    private static Probe.Subtitle subtitle(int index, String codec, String language) {
        return new Probe.Subtitle(index, codec, language, null, false, false);
    }

    private static Probe probe(List<Probe.Subtitle> subtitles, List<Probe.Chapter> chapters) {
        return new Probe("matroska,webm", 10, 0, List.of(), List.of(), subtitles, chapters, null);
    }

}
