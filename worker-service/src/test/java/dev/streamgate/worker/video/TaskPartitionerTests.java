/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;

import static org.assertj.core.api.Assertions.assertThat;

class TaskPartitionerTests {

    private final VideoProperties properties = new Binder(new MapConfigurationPropertySource())
        .bindOrCreate("streamgate.worker.video", VideoProperties.class);

    private final TaskPartitioner tiling = new TaskPartitioner(this.properties);

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 4, 16, 17, 900 })
    void everySegmentOfEveryRenditionIsInOneTask(int segments) {
        Set<String> seen = new HashSet<>();
        for (TaskRange tile : this.tiling.cut(Videos.remuxed("p", segments))) {
            if (tile.stretch() != null) {
                for (int segment = tile.stretch().first(); segment < tile.stretch().end(); segment++) {
                    for (String rendition : tile.stretch().renditions()) {
                        assertThat(seen.add(rendition + segment)).isTrue();
                    }
                }
            }
        }
        assertThat(seen).hasSize(4 * segments);
    }

    @Test
    void anHourIsCutIntoFewHundredTasks() {
        assertThat(this.tiling.cut(Videos.remuxed("p", 900))).hasSizeBetween(100, 250);
    }

    @Test
    void segmentsAsLongAsTheSourcesKeyframesAskForAreNotSplitFurther() {
        Presentation short4 = Videos.encoded("p", 6);
        Presentation long10 = new Presentation("p", "s", "s", 60, 1920, 1080, 30, 30_000,
                Collections.nCopies(6, 300_000L), Collections.nCopies(6, 300), short4.video(), List.of(), null, null);
        assertThat(this.tiling.cut(long10)
            .stream()
            .filter((tile) -> tile.type().equals(MediaTask.ENCODE))
            .map((tile) -> tile.stretch().end())).containsExactly(1, 2, 4, 6);
    }

    @Test
    void whatPlaysNeedsFirstGoesFirst() {
        List<TaskRange> tiles = this.tiling.cut(Videos.remuxed("p", 900));
        assertThat(tiles.get(0).type()).isEqualTo(MediaTask.AUDIO);
        assertThat(tiles.get(1).type()).isEqualTo(MediaTask.REMUX);
        assertThat(tiles.subList(0, 2)).allMatch((tile) -> tile.stretch().end() == 2);
        assertThat(tiles.getLast().type()).isEqualTo(MediaTask.ENCODE);
    }

    @Test
    void theDefaultsAreThoseOfTheDesign() {
        assertThat(this.properties.encodeRuns()).containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(8),
                Duration.ofSeconds(16), Duration.ofSeconds(32));
        assertThat(this.properties.remuxRun()).isEqualTo(Duration.ofSeconds(60));
        assertThat(this.properties.firstSegments()).isEqualTo(2);
        assertThat(this.properties.purgeDelay()).isEqualTo(Duration.ofSeconds(30));
    }

}
