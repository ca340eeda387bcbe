/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.playlist;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.streaming.presentation.BitRates;

/**
 * A group of audio renditions: one per track of the source, of which a player selects
 * one. All groups offer the same tracks in the same order.
 *
 * @param id the group's id in playlists
 * @param renditions the renditions, the default one first
 */
record AudioGroup(String id, List<AudioRendition> renditions) {

    private static final int STEREO = 2;

    /**
     * The groups of a presentation: one in stereo and, if a track has more channels, one
     * with all channels of each track; none without audio.
     */
    static List<AudioGroup> of(Presentation presentation) {
        Map<String, AudioRendition> surround = presentation.audio()
            .stream()
            .filter((audio) -> audio.channels() > STEREO)
            .collect(Collectors.toMap(AudioRendition::name, Function.identity()));
        List<AudioRendition> stereo = presentation.audio()
            .stream()
            .filter((audio) -> audio.channels() <= STEREO)
            .toList();
        List<AudioGroup> groups = new ArrayList<>();
        if (!stereo.isEmpty()) {
            groups.add(new AudioGroup("audio", stereo));
        }
        if (!surround.isEmpty()) {
            groups.add(new AudioGroup("surround",
                    stereo.stream()
                        .map((audio) -> surround.getOrDefault(audio.name() + AudioRendition.SURROUND, audio))
                        .toList()));
        }
        return groups;
    }

    AudioRendition standard() {
        return this.renditions.getFirst();
    }

    /** The name that a player shows: unique in the group, as RFC 8216 requires. */
    String label(AudioRendition audio) {
        String label = plainLabel(audio);
        boolean unique = this.renditions.stream().filter((other) -> plainLabel(other).equals(label)).count() == 1;
        return unique ? label : label + " (" + (this.renditions.indexOf(audio) + 1) + ")";
    }

    private static String plainLabel(AudioRendition audio) {
        if (audio.title() != null) {
            return audio.title().replace('"', '\'');
        }
        return audio.language().equals("und") ? audio.name()
                : Locale.forLanguageTag(audio.language()).getDisplayLanguage(Locale.ENGLISH);
    }

    /** Highest peak of a rendition in bits per second. */
    int peak(BitRates rates) {
        return this.renditions.stream()
            .mapToInt((audio) -> rates.peak(audio.name(), audio.bandwidth()))
            .max()
            .orElse(0);
    }

    /** Highest average of a rendition in bits per second. */
    int average(BitRates rates) {
        return this.renditions.stream()
            .mapToInt((audio) -> rates.average(audio.name(), audio.bandwidth()))
            .max()
            .orElse(0);
    }

}
