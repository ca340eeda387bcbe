/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.ladder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Selects the rungs of a video; none is larger than its picture. Thread-safe. */
@Component
@EnableConfigurationProperties(LadderProperties.class)
public class Ladder {

    /**
     * Minimum ratio of the picture to its best rung for an additional rung of the
     * picture's size.
     */
    private static final double EXTRA_RUNG_RATIO = 1.15;

    private final LadderProperties properties;

    private final List<Profile> profiles;

    public Ladder(LadderProperties properties) {
        this.properties = properties;
        this.profiles = properties.profiles()
            .stream()
            .sorted(Comparator.comparingInt(Profile::height).reversed())
            .toList();
    }

    /** All profiles, best first. */
    public List<Profile> profiles() {
        return this.profiles;
    }

    /** The encoder settings. */
    public LadderProperties properties() {
        return this.properties;
    }

    /**
     * The profiles with the given names, best first.
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
     * The rungs to encode, best first.
     * @param profiles the requested profiles
     * @param width display width in pixels
     * @param height display height in pixels
     * @param remuxed whether the source itself is the best rung, so that only smaller
     * ones are encoded
     */
    public List<Rung> rungs(List<Profile> profiles, int width, int height, boolean remuxed) {
        int shortSide = Math.min(width, height);
        List<Rung> rungs = new ArrayList<>();
        for (Profile profile : profiles) {
            if (profile.height() < shortSide || (profile.height() == shortSide && !remuxed)) {
                rungs.add(rung(profile.name(), profile.height(), profile.bitrate(), width, height));
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
                rungs.addFirst(rung(side + "p", side, like.bitrate(), width, height));
            }
        }
        return rungs;
    }

    private static Rung rung(String name, int side, int bitrate, int width, int height) {
        double scale = (double) side / Math.min(width, height);
        return (width <= height) ? new Rung(name, side, even(height * scale), bitrate)
                : new Rung(name, even(width * scale), side, bitrate);
    }

    private static int even(double size) {
        return Math.max(2, 2 * (int) (size / 2));
    }

}
