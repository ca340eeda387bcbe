/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.MediaUpdate;
import dev.streamgate.contracts.metadata.RenditionView;

/** How the media of a content stands at this moment, as metadata is told. */
@Component
public class MediaUpdates {

    private final JdbcClient jdbc;

    private final Packages packages;

    MediaUpdates(JdbcClient jdbc, Packages packages) {
        this.jdbc = jdbc;
        this.packages = packages;
    }

    /**
     * The update with the content's present sequence; empty when the content is deleted.
     */
    public Optional<MediaUpdate> of(String contentId) {
        // The sequence is read first: what follows may be newer than it says, never
        // older.
        return this.jdbc.sql("SELECT sequence, state, error, package_key FROM contents WHERE content_id = :content")
            .param("content", contentId)
            .query(Standing.class)
            .optional()
            .map(this::update);
    }

    private MediaUpdate update(Standing content) {
        ContentState state = ContentState.valueOf(content.state().toUpperCase(Locale.ROOT));
        MediaPackage media = (content.packageKey() != null) ? this.packages.find(content.packageKey()).orElse(null)
                : null;
        if (media == null) {
            return new MediaUpdate(content.sequence(), state, false, 0, null, null, null, null, null, null,
                    content.error());
        }
        Presentation plan = media.presentation();
        boolean ready = media.state() == PackageState.READY;
        if (ready && state == ContentState.FAILED) {
            // What failed was a second attempt: what it played from before is whole.
            state = ContentState.READY;
        }
        boolean playable = (ready || media.playable()) && state != ContentState.FAILED;
        return new MediaUpdate(content.sequence(), state, playable, ready ? 1 : media.progress(), media.key(),
                plan.duration(), plan.width(), plan.height(), plan.frameRate(), renditions(media), content.error());
    }

    private List<RenditionView> renditions(MediaPackage media) {
        boolean ready = media.state() == PackageState.READY;
        Map<String, Long> published = ready ? Map.of() : this.packages.published(media.key());
        List<RenditionView> renditions = new ArrayList<>();
        media.presentation()
            .video()
            .forEach((one) -> renditions.add(new RenditionView(one.name(), one.width(), one.height(), one.bandwidth(),
                    one.codecs(), ready ? "ready" : state(media, one.name(), published))));
        media.presentation()
            .audio()
            .forEach((one) -> renditions.add(new RenditionView(one.name(), 0, 0, one.bandwidth(), one.codecs(),
                    ready ? "ready" : state(media, one.name(), published))));
        return renditions;
    }

    private static String state(MediaPackage media, String rendition, Map<String, Long> published) {
        long there = published.getOrDefault(rendition, 0L);
        if (there == 0) {
            return "pending";
        }
        return (there < media.segmentsOf(rendition)) ? "partial" : "ready";
    }

    /**
     * A row of contents.
     *
     * @param sequence number of the newest change
     * @param state where the content stands
     * @param error why it failed
     * @param packageKey what it plays from
     */
    record Standing(long sequence, String state, @Nullable String error, @Nullable String packageKey) {
    }

}
