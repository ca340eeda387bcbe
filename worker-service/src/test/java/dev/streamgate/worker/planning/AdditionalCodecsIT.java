/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.planning;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.worker.VideoScenario;
import dev.streamgate.worker.Videos;
import dev.streamgate.worker.media.MediaPackage;
import dev.streamgate.worker.media.MediaPackages;
import dev.streamgate.worker.media.PackagePlan;
import dev.streamgate.worker.media.PackageState;

import static org.assertj.core.api.Assertions.assertThat;

class AdditionalCodecsIT extends VideoScenario {

    @Autowired
    private MediaPackages packages;

    @Test
    void anAdditionalCodecThatCannotBeEncodedIsGivenUpWithANote() {
        JobView job = planned("c1", Videos.inThreeCodecs("p1", 12));
        Lease hevc = next();
        for (; !describe(hevc).contains("hevc"); hevc = next()) {
            complete(hevc);
        }
        fail(hevc, false);
        List<String> made = new ArrayList<>();
        for (var lease = lease(EVERY_TYPE); lease.isPresent(); lease = lease(EVERY_TYPE)) {
            made.add(describe(lease.get()));
            complete(lease.get());
        }
        assertThat(made).isNotEmpty()
            .noneMatch((task) -> task.contains("hevc"))
            .anyMatch((task) -> task.contains("av1"));
        assertThat(job(job.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        MediaPackage media = this.packages.find("p1").orElseThrow();
        assertThat(media.state()).isEqualTo(PackageState.READY);
        assertThat(media.notes()).containsExactly("The video is not offered in HEVC: its encoder failed.");
        assertThat(media.plan().video()).extracting(PackagePlan.Video::name)
            .containsExactly("720p", "480p", "720p-av1", "480p-av1");
    }

    @Test
    void segmentsOfAnAdditionalCodecDoNotMakeAVideoPlayable() {
        planned("c1", Videos.inThreeCodecs("p1", 12));
        complete(lease(MediaTask.AUDIO).orElseThrow());
        request("p1", "720p-av1", 0);
        Lease av1 = urgent().orElseThrow();
        assertThat(describe(av1)).contains("720p-av1");
        complete(av1);
        assertThat(this.packages.find("p1").orElseThrow().playable()).isFalse();
        complete(lease(MediaTask.ENCODE).orElseThrow());
        assertThat(this.packages.find("p1").orElseThrow().playable()).isTrue();
    }

}
