/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.Presentation.Chapter;
import dev.streamgate.contracts.media.Presentation.Extras;
import dev.streamgate.contracts.media.Presentation.Storyboard;
import dev.streamgate.contracts.media.Presentation.Subtitles;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.suite.caption.LanguageTags;

/** Plans subtitles, chapters, cover, and the waveform of sound alone. Thread-safe. */
@Component
class ExtrasPlanner {

    private static final int MAX_SUBTITLES = 32;

    private static final int MAX_CHAPTERS = 1000;

    private static final int TILE_WIDTH = 160;

    private static final int TILE_HEIGHT = 90;

    private static final int TILES_PER_ROW = 10;

    /** One page: all tiles are parts of one picture. */
    private static final int MAX_TILES = 100;

    /**
     * Plans what accompanies a presentation.
     * @param probe the streams of the source itself, not of its copy
     * @param origin seconds of its clock at which the presentation starts
     * @param duration the presentation's duration in seconds
     */
    Extras plan(Probe probe, double origin, double duration) {
        List<Subtitles> subtitles = new ArrayList<>();
        for (Probe.Subtitle stream : probe.subtitles()) {
            if (stream.isText() && subtitles.size() < MAX_SUBTITLES) {
                String language = LanguageTags.of(stream.language());
                subtitles.add(new Subtitles(name(language, subtitles), language, stream.title(), stream.index(),
                        stream.standard(), stream.forced()));
            }
        }
        return new Extras(origin, probe.cover(), subtitles, chapters(probe.chapters(), origin, duration));
    }

    /** A note for each subtitle stream that is not offered. */
    List<String> notes(Probe probe) {
        return probe.subtitles()
            .stream()
            .filter((stream) -> !stream.isText())
            .map((stream) -> "Subtitle track %d (%s, %s) is not offered: it consists of pictures."
                .formatted(probe.subtitles().indexOf(stream) + 1, LanguageTags.of(stream.language()), stream.codec()))
            .toList();
    }

    /** The storyboard of sound alone: one page with the waveform. */
    Storyboard waveform(double duration) {
        int interval = (int) Math.max(1, Math.ceil(duration / MAX_TILES));
        int count = (int) Math.max(1, Math.ceil(duration / interval));
        return new Storyboard(TILE_WIDTH, TILE_HEIGHT, Math.min(TILES_PER_ROW, count),
                Math.ceilDiv(count, TILES_PER_ROW), interval, count);
    }

    private static String name(String language, List<Subtitles> others) {
        String base = "subtitles-" + language.toLowerCase(Locale.ROOT);
        String name = base;
        for (int number = 2; contains(others, name); number++) {
            name = base + "-" + number;
        }
        return name;
    }

    private static boolean contains(List<Subtitles> subtitles, String name) {
        return subtitles.stream().anyMatch((one) -> one.name().equals(name));
    }

    private static List<Chapter> chapters(List<Probe.Chapter> probed, double origin, double duration) {
        List<Chapter> chapters = new ArrayList<>();
        for (Probe.Chapter chapter : probed) {
            double start = Math.clamp(chapter.start() - origin, 0, duration);
            double end = Math.clamp(chapter.end() - origin, 0, duration);
            if (end > start && chapters.size() < MAX_CHAPTERS) {
                String title = chapter.title();
                chapters.add(new Chapter(start, end, title.isEmpty() ? "Chapter " + (chapters.size() + 1) : title));
            }
        }
        return chapters;
    }

}
