/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.ladder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.VideoCodec;
import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.media.ffmpeg.Ffmpeg;

/** Selects the rungs of a video; none is larger than its picture. Thread-safe. */
@Component
@EnableConfigurationProperties(LadderProperties.class)
public class Ladder {

    /**
     * Minimum ratio of the picture to its best rung for an additional rung of the
     * picture's size.
     */
    private static final double EXTRA_RUNG_RATIO = 1.15;

    /** Pixels of the smallest side that all encoders beside x264 accept. */
    private static final int MIN_SIDE = 64;

    private static final String PROPERTY = "streamgate.transcoder.ladder";

    private final LadderProperties properties;

    private final List<Profile> profiles;

    /**
     * Creates the ladder.
     * @throws InvalidConfigurationException if ffmpeg cannot encode a profile, none has
     * H.264, or two have one name
     */
    @Autowired
    public Ladder(LadderProperties properties, Ffmpeg ffmpeg) {
        this(properties, ffmpeg::encodes, ffmpeg.release());
    }

    Ladder(LadderProperties properties, Predicate<VideoCodec> encodes, String release) {
        this.properties = properties;
        this.profiles = properties.allProfiles()
            .stream()
            .sorted(Comparator.comparing(Profile::codec)
                .thenComparing(Comparator.comparingInt(Profile::height).reversed()))
            .toList();
        Set<String> names = new HashSet<>();
        for (Profile profile : this.profiles) {
            if (!encodes.test(profile.codec())) {
                throw new InvalidConfigurationException(
                        "%s has the profile %s, and ffmpeg %s cannot encode %s with key frames at segment boundaries."
                            .formatted(PROPERTY, profile.name(), release, profile.codec()),
                        "Remove the codec, or install an ffmpeg whose health does not name it as missing.");
            }
            if (!names.add(profile.name())) {
                throw new InvalidConfigurationException(
                        PROPERTY + " has two profiles with the name " + profile.name() + ".", "Rename one of them.");
            }
        }
        if (this.profiles.getFirst().codec() != VideoCodec.H264) {
            throw new InvalidConfigurationException(
                    PROPERTY + ".profiles has no profile with H.264, which every player decodes.", "Add one.");
        }
    }

    /** All profiles, those of H.264 first, best first. */
    public List<Profile> profiles() {
        return this.profiles;
    }

    /** The encoder settings. */
    public LadderProperties properties() {
        return this.properties;
    }

    /**
     * The profiles with the given names, those of H.264 first, best first.
     * @param names names of profiles; {@code null} for all
     * @throws IllegalArgumentException if a profile does not exist
     */
    public List<Profile> profiles(@Nullable List<String> names) {
        if (names == null) {
            return this.profiles;
        }
        for (String name : names) {
            if (this.profiles.stream().noneMatch((profile) -> profile.name().equals(name))) {
                throw new IllegalArgumentException("Profile not found: " + name);
            }
        }
        return this.profiles.stream().filter((profile) -> names.contains(profile.name())).toList();
    }

    /**
     * The rungs to encode: those of H.264 first, best first.
     * @param profiles the requested profiles
     * @param width display width in pixels
     * @param height display height in pixels
     * @param remuxed whether the source itself is the best rung of H.264, so that only
     * smaller ones are encoded
     */
    public List<Rung> rungs(List<Profile> profiles, int width, int height, boolean remuxed) {
        List<Rung> rungs = new ArrayList<>();
        for (VideoCodec codec : VideoCodec.values()) {
            List<Profile> own = profiles.stream().filter((profile) -> profile.codec() == codec).toList();
            if (!own.isEmpty()) {
                rungs.addAll(ladder(codec, own, width, height, remuxed && codec == VideoCodec.H264));
            }
        }
        return rungs;
    }

    private static List<Rung> ladder(VideoCodec codec, List<Profile> profiles, int width, int height, boolean remuxed) {
        int shortSide = Math.min(width, height);
        List<Rung> rungs = new ArrayList<>();
        for (Profile profile : profiles) {
            if (profile.height() < shortSide || (profile.height() == shortSide && !remuxed)) {
                rungs.add(rung(profile.name(), profile.height(), profile, width, height));
            }
        }
        if (!remuxed) {
            Profile above = null;
            for (Profile profile : profiles) {
                above = (profile.height() > shortSide) ? profile : above;
            }
            int best = rungs.isEmpty() ? 0 : Math.min(rungs.getFirst().width(), rungs.getFirst().height());
            if (rungs.isEmpty() || (above != null && shortSide > best * EXTRA_RUNG_RATIO)) {
                Profile like = (above != null) ? above : profiles.getLast();
                int side = even(shortSide);
                rungs.addFirst(rung(side + "p" + Profile.suffix(codec), side, like, width, height));
            }
        }
        return (codec == VideoCodec.H264) ? rungs
                : rungs.stream().filter((rung) -> Math.min(rung.width(), rung.height()) >= MIN_SIDE).toList();
    }

    private static Rung rung(String name, int side, Profile profile, int width, int height) {
        double scale = (double) side / Math.min(width, height);
        return (width <= height) ? new Rung(name, side, even(height * scale), profile.bitrate(), profile.codec())
                : new Rung(name, even(width * scale), side, profile.bitrate(), profile.codec());
    }

    private static int even(double size) {
        return Math.max(2, 2 * (int) (size / 2));
    }

}
