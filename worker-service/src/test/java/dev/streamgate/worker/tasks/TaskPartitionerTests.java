/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.tasks;

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
import dev.streamgate.worker.Videos;
import dev.streamgate.worker.media.PackagePlan;
import dev.streamgate.worker.queue.Urgency;

import static org.assertj.core.api.Assertions.assertThat;

class TaskPartitionerTests {

    private final TaskProperties properties = new Binder(new MapConfigurationPropertySource())
        .bindOrCreate("streamgate.worker.tasks", TaskProperties.class);

    private final TaskPartitioner partitioner = new TaskPartitioner(this.properties);

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 4, 16, 17, 900 })
    void everySegmentOfEveryRenditionIsInOneTask(int segments) {
        Set<String> seen = new HashSet<>();
        for (PlannedTask task : partition(Videos.remuxed("p", segments))) {
            if (task.segments() != null) {
                for (int segment = task.segments().first(); segment < task.segments().end(); segment++) {
                    for (String rendition : task.segments().renditions()) {
                        assertThat(seen.add(rendition + segment)).isTrue();
                    }
                }
            }
        }
        assertThat(seen).hasSize(4 * segments);
    }

    @Test
    void anHourHasAFewHundredTasks() {
        assertThat(partition(Videos.remuxed("p", 900))).hasSizeBetween(100, 250);
    }

    @Test
    void longSegmentsAreNotSplit() {
        Presentation short4 = Videos.encoded("p", 6);
        Presentation long10 = new Presentation("p", "s", "s", 60, 1920, 1080, 30, 30_000,
                Collections.nCopies(6, 300_000L), Collections.nCopies(6, 300), short4.video(), List.of(), null, null);
        assertThat(partition(long10).stream()
            .filter((task) -> task.type().equals(MediaTask.ENCODE))
            .map((task) -> task.segments().end())).containsExactly(1, 2, 4, 6);
    }

    @Test
    void whatPlaybackNeedsToStartIsFirst() {
        List<PlannedTask> tasks = partition(Videos.remuxed("p", 900));
        assertThat(tasks.get(0).type()).isEqualTo(MediaTask.AUDIO);
        assertThat(tasks.get(1).type()).isEqualTo(MediaTask.REMUX);
        assertThat(tasks.subList(0, 2)).allMatch((task) -> task.segments().end() == 2);
        assertThat(tasks.getLast().type()).isEqualTo(MediaTask.ENCODE);
    }

    @Test
    void eachCodecIsEncodedInTasksOfItsOwnAndAdditionalOnesFollow() {
        List<List<String>> renditions = partition(Videos.inThreeCodecs("p", 30)).stream()
            .filter((task) -> task.type().equals(MediaTask.ENCODE))
            .map((task) -> task.segments().renditions())
            .toList();
        assertThat(renditions).containsOnly(List.of("720p", "480p"), List.of("720p-hevc", "480p-hevc"),
                List.of("720p-av1", "480p-av1"));
        int h264 = Collections.frequency(renditions, List.of("720p", "480p"));
        assertThat(renditions.subList(0, h264)).containsOnly(List.of("720p", "480p"));
        assertThat(partition(Videos.inThreeCodecs("p", 30)).stream()
            .filter((task) -> task.urgency() == Urgency.STARTUP && task.type().equals(MediaTask.ENCODE))
            .map((task) -> task.segments().renditions())).containsExactly(List.of("720p", "480p"));
    }

    @Test
    void subtitlesAndImagesHaveOneTask() {
        assertThat(types(Videos.subtitled("p", 40))).containsOnlyOnce(MediaTask.SUBTITLES, MediaTask.IMAGES);
        assertThat(types(Videos.remuxed("p", 40))).containsOnlyOnce(MediaTask.IMAGES)
            .doesNotContain(MediaTask.SUBTITLES);
        Presentation film = Videos.remuxed("p", 40);
        Presentation sound = new Presentation("p", "s", "s", 160, 0, 0, 0, 1, List.of(), List.of(), List.of(),
                film.audio(), null, null);
        assertThat(types(sound)).containsOnlyOnce(MediaTask.IMAGES);
    }

    private List<String> types(Presentation presentation) {
        return partition(presentation).stream().map(PlannedTask::type).toList();
    }

    @Test
    void theDefaultLengthsAreThoseOfTheDesign() {
        assertThat(this.properties.encodeLengths()).containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(8),
                Duration.ofSeconds(16), Duration.ofSeconds(32));
        assertThat(this.properties.remuxLength()).isEqualTo(Duration.ofSeconds(60));
        assertThat(this.properties.firstSegments()).isEqualTo(2);
    }

    private List<PlannedTask> partition(Presentation presentation) {
        return this.partitioner.partition(PackagePlan.of(presentation));
    }

}
