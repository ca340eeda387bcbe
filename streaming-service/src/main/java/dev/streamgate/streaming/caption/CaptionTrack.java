/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.caption;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Subtitles;
import dev.streamgate.contracts.metadata.CaptionVersion;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.streaming.gate.Gate.PlaybackGrant;

/**
 * A text track of a video.
 *
 * @param name its name in URLs
 * @param language BCP 47, {@code und} when unknown
 * @param label its name for viewers, unique among the tracks of a video
 * @param standard whether players show it by default
 * @param forced whether it has only what every viewer needs
 * @param uploaded the uploaded captions; 0 for subtitles of the source
 */
public record CaptionTrack(String name, String language, String label, boolean standard, boolean forced,
        long uploaded) {

    /** Seconds of a segment. */
    public static final int SEGMENT_DURATION = 10;

    private static final String UNKNOWN = "und";

    /**
     * The text tracks of a video. Uploaded captions replace the source's subtitles in the
     * same language, except forced ones.
     */
    public static List<CaptionTrack> of(Presentation presentation, PlaybackGrant grant) {
        List<CaptionTrack> tracks = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        for (CaptionVersion captions : grant.captions()) {
            tracks.add(new CaptionTrack("captions-" + captions.language().toLowerCase(Locale.ROOT), captions.language(),
                    unique(label(captions.language()), labels), false, false, captions.version()));
        }
        boolean hasDefault = false;
        for (Subtitles subtitles : presentation.extrasOrNone().subtitles()) {
            boolean replaced = !subtitles.forced() && grant.captions()
                .stream()
                .anyMatch((captions) -> captions.language().equalsIgnoreCase(subtitles.language()));
            if (!replaced) {
                String title = (subtitles.title() != null) ? subtitles.title().replace('"', '\'')
                        : label(subtitles.language());
                boolean standard = subtitles.standard() && !hasDefault;
                hasDefault |= standard;
                tracks.add(new CaptionTrack(subtitles.name(), subtitles.language(), unique(title, labels), standard,
                        subtitles.forced(), 0));
            }
        }
        return tracks;
    }

    /**
     * The text track of a name.
     * @throws ProblemException 404 if the video has no such track
     */
    public static CaptionTrack of(Presentation presentation, PlaybackGrant grant, String name) {
        return of(presentation, grant).stream()
            .filter((track) -> track.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "The video has no such captions."));
    }

    /** Whether a name may be that of a text track. */
    public static boolean isName(String rendition) {
        return rendition.startsWith("captions-") || rendition.startsWith("subtitles-");
    }

    /** Number of segments of a video. */
    public static int segments(double duration) {
        return (int) Math.max(1, Math.ceil(duration / SEGMENT_DURATION));
    }

    /** The language's own name of itself. */
    private static String label(String language) {
        Locale locale = Locale.forLanguageTag(language);
        String label = locale.getDisplayName(locale);
        return (language.equals(UNKNOWN) || label.isEmpty()) ? "Subtitles" : label.replace('"', '\'');
    }

    private static String unique(String label, Set<String> others) {
        String unique = label;
        for (int number = 2; !others.add(unique); number++) {
            unique = label + " " + number;
        }
        return unique;
    }

}
