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

/** Chooses the rungs of a video: never larger than its picture. */
@Component
@EnableConfigurationProperties(LadderProperties.class)
public class Ladder {

    /**
     * A picture so much larger than its best rung gets a rung of its own size.
     */
    private static final double WORTH_A_RUNG = 1.15;

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

    /** How they are encoded. */
    public LadderProperties properties() {
        return this.properties;
    }

    /**
     * The profiles of the given names, best first; all for {@code null}.
     * @throws IllegalArgumentException if there is no profile of a name
     */
    public List<Profile> profiles(@Nullable List<String> names) {
        if (names == null) {
            return this.profiles;
        }
        for (String name : names) {
            if (this.profiles.stream().noneMatch((profile) -> profile.name().equals(name))) {
                throw new IllegalArgumentException("There is no profile " + name);
            }
        }
        return this.profiles.stream().filter((profile) -> names.contains(profile.name())).toList();
    }

    /**
     * The rungs that are encoded, best first.
     * @param profiles the profiles wished for
     * @param width shown pixels
     * @param height shown pixels
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
            if (rungs.isEmpty() || (above != null && shortSide > best * WORTH_A_RUNG)) {
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
