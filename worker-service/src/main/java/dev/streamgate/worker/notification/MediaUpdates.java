/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.MediaUpdate;
import dev.streamgate.contracts.metadata.RenditionState;
import dev.streamgate.contracts.metadata.RenditionView;
import dev.streamgate.worker.media.MediaPackage;
import dev.streamgate.worker.media.MediaPackages;
import dev.streamgate.worker.media.PackagePlan;
import dev.streamgate.worker.media.PackageState;
import dev.streamgate.worker.queue.PackageTasks;

/** Builds updates for metadata-service from the current state of a content's media. */
@Component
class MediaUpdates {

    private final JdbcClient jdbc;

    private final MediaPackages packages;

    private final PackageTasks tasks;

    MediaUpdates(JdbcClient jdbc, MediaPackages packages, PackageTasks tasks) {
        this.jdbc = jdbc;
        this.packages = packages;
        this.tasks = tasks;
    }

    /**
     * Returns the update with the content's current sequence; empty for a deleted
     * content.
     */
    Optional<MediaUpdate> of(String contentId) {
        // Reads the sequence first: the rest of the update may be newer, never older.
        return this.jdbc.sql("""
                SELECT sequence, CAST(source ->> 'sourceNumber' AS bigint) AS source_number, state, error, package_key
                FROM contents WHERE content_id = ?""")
            .param(contentId)
            .query(ContentRow.class)
            .optional()
            .map(this::toUpdate);
    }

    private MediaUpdate toUpdate(ContentRow content) {
        MediaPackage media = (content.packageKey() != null) ? this.packages.find(content.packageKey()).orElse(null)
                : null;
        if (media == null) {
            return new MediaUpdate(content.sequence(), content.sourceNumber(), content.state(), false, 0, null, null,
                    null, null, null, null, content.error(), null);
        }
        PackagePlan plan = media.plan();
        boolean ready = media.state() == PackageState.READY;
        // A failed job does not affect the complete package of an earlier one.
        ContentState state = (ready && content.state() == ContentState.FAILED) ? ContentState.READY : content.state();
        boolean playable = (ready || media.playable()) && state != ContentState.FAILED;
        return new MediaUpdate(content.sequence(), content.sourceNumber(), state, playable,
                ready ? 1 : media.progress(), media.key(), plan.duration(), plan.width(), plan.height(),
                plan.frameRate(), renditions(media), content.error(), media.notes());
    }

    private List<RenditionView> renditions(MediaPackage media) {
        PackagePlan plan = media.plan();
        boolean ready = media.state() == PackageState.READY;
        Map<String, Long> published = ready ? Map.of() : this.tasks.publishedSegments(media.key());
        List<RenditionView> renditions = new ArrayList<>();
        plan.video()
            .forEach((one) -> renditions.add(new RenditionView(one.name(), one.width(), one.height(), one.bandwidth(),
                    one.codecs(), ready ? RenditionState.READY : state(plan, one.name(), published))));
        plan.audio()
            .forEach((one) -> renditions.add(new RenditionView(one.name(), 0, 0, one.bandwidth(), one.codecs(),
                    ready ? RenditionState.READY : state(plan, one.name(), published))));
        return renditions;
    }

    private static RenditionState state(PackagePlan plan, String rendition, Map<String, Long> published) {
        long count = published.getOrDefault(rendition, 0L);
        if (count == 0) {
            return RenditionState.PENDING;
        }
        return (count < plan.segmentCount(rendition)) ? RenditionState.PARTIAL : RenditionState.READY;
    }

    /**
     * A row of {@code contents}.
     *
     * @param sequence number of the latest change
     * @param sourceNumber number of its source
     * @param state the content's state
     * @param error why its job failed
     * @param packageKey the package that it plays from
     */
    private record ContentRow(long sequence, @Nullable Long sourceNumber, ContentState state, @Nullable String error,
            @Nullable String packageKey) {
    }

}
