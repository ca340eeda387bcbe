/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.cost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.worker.media.PackagePlan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class EncodingCostTests {

    private final CostProperties defaults = new Binder(new MapConfigurationPropertySource())
        .bindOrCreate("streamgate.worker.cost", CostProperties.class);

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        assertThat(this.defaults).isEqualTo(
                new CostProperties(Duration.ofHours(50), Duration.ofHours(100), Duration.ofHours(200), 216_000, 1));
    }

    @Test
    void eachFrameIsDecodedOnceAndEncodedInEachRendition() {
        EncodingCost cost = EncodingCost.of(plan(400, 25, 1920, 1080, 1080, 720));
        assertThat(cost.frames()).isEqualTo(10_000);
        double pixels = 1920 * 1080 / 4.0 + 1920 * 1080 + 1280 * 720;
        assertThat(cost.seconds()).isCloseTo(10_000 * pixels / 80e6 + 400 / 70.0, within(1e-6));
    }

    @Test
    void aCopiedRenditionIsOnlyDecoded() {
        PackagePlan copied = new PackagePlan("p", "s", 400, 1920, 1080, 25, 1000, Collections.nCopies(100, 4000L),
                List.of(new PackagePlan.Video("source", 1920, 1080, 1, "avc1", Mode.REMUX)), List.of(), null, null);
        assertThat(EncodingCost.of(copied).seconds()).isCloseTo(10_000L * 1920 * 1080 / 4.0 / 80e6, within(1e-6));
    }

    @Test
    void eachCodecDecodesAgainAndHasItsOwnEffort() {
        List<PackagePlan.Video> video = List.of(new PackagePlan.Video("a", 1280, 720, 1, "avc1.64001f", Mode.ENCODE),
                new PackagePlan.Video("b", 1280, 720, 1, "hvc1.1.6.L93.90", Mode.ENCODE),
                new PackagePlan.Video("c", 1280, 720, 1, "av01.0.05M.08", Mode.ENCODE));
        PackagePlan plan = new PackagePlan("p", "s", 400, 1280, 720, 25, 1000, Collections.nCopies(100, 4000L), video,
                List.of(), null, null);
        assertThat(EncodingCost.of(plan).seconds()).isCloseTo(10_000 * (0.25 * 3 + 1 + 2.5 + 1.2) * 1280 * 720 / 80e6,
                within(1e-6));
    }

    @Test
    void aTinyPictureCostsAtLeastTheHandlingOfAFrame() {
        assertThat(EncodingCost.of(plan(400, 25, 16, 16, 16)).seconds())
            .isEqualTo(EncodingCost.of(plan(400, 25, 100, 100, 100)).seconds());
    }

    @Test
    void soundAloneHasAacFrames() {
        PackagePlan sound = new PackagePlan("p", "s", 1024, 0, 0, 0, 1, List.of(), List.of(),
                List.of(audio(1024), audio(1024)), null, null);
        assertThat(EncodingCost.of(sound)).isEqualTo(new EncodingCost(48_000, 2 * 1024 / 70.0));
    }

    @Test
    void theLongestAndLargestRealVideosCostLessThanTheBound() {
        int[] all = { 1080, 720, 480, 360, 240 };
        int[] fourK = { 2160, 1080, 720, 480, 360, 240 };
        assertThat(EncodingCost.of(plan(3 * 3600, 60, 3840, 2160, fourK)).seconds()).as("a film in 4K")
            .isBetween(31 * 3600.0, 33 * 3600.0)
            .isLessThan(this.defaults.maxPerVideo().toSeconds());
        assertThat(EncodingCost.of(plan(12 * 3600, 60, 1920, 1080, all)).seconds()).as("a long live stream")
            .isLessThan(this.defaults.maxPerVideo().toSeconds());
        assertThat(EncodingCost.of(plan(24 * 3600, 60, 3840, 2160, fourK)).seconds()).as("a day in 4K")
            .isGreaterThan(this.defaults.maxPerVideo().toSeconds());
    }

    @Test
    void timesAreRoundedToWhatReadersNeed() {
        assertThat(EncodingCost.text(4)).isEqualTo("1 minute");
        assertThat(EncodingCost.text(3 * 3600)).isEqualTo("180 minutes");
        assertThat(EncodingCost.text(36.9 * 3600)).isEqualTo("37 hours");
    }

    static PackagePlan plan(int seconds, double rate, int width, int height, int... sides) {
        List<PackagePlan.Video> video = new ArrayList<>();
        for (int side : sides) {
            video.add(new PackagePlan.Video(side + "p", side * width / height, side, 1, "avc1", Mode.ENCODE));
        }
        return new PackagePlan("p", "s", seconds, width, height, rate, 1000, Collections.nCopies(seconds / 4, 4000L),
                video, List.of(audio(seconds)), null, null);
    }

    private static PackagePlan.Audio audio(int seconds) {
        return new PackagePlan.Audio("audio", 48_000, 1, "mp4a.40.2", List.of(seconds * 48_000L));
    }

}
