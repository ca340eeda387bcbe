/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.pipeline;

import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.MediaUpdate;
import dev.streamgate.contracts.metadata.AttachSource;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.tracing.TraceContextStore;
import dev.streamgate.metadata.content.Content;
import dev.streamgate.metadata.content.ContentText;
import dev.streamgate.metadata.content.Contents;
import dev.streamgate.metadata.purge.PurgeOutbox;

/** Takes what the pipeline tells; every message may come twice, late, or out of order. */
@Component
class MediaPipelineUpdates {

    /** The content was deleted; nothing that is told of it changes that. */
    static final ProblemType DELETED = ProblemType.of("content-deleted", HttpStatus.GONE, "The content was deleted");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{8,64}");

    private final Contents contents;

    private final PurgeOutbox purges;

    private final JdbcClient jdbc;

    private final TraceContextStore traces;

    private final Clock clock;

    MediaPipelineUpdates(Contents contents, PurgeOutbox purges, JdbcClient jdbc, TraceContextStore traces,
            Clock clock) {
        this.contents = contents;
        this.purges = purges;
        this.jdbc = jdbc;
        this.traces = traces;
        this.clock = clock;
    }

    void attach(String contentId, AttachSource source) {
        if (!ID.matcher(contentId).matches()) {
            throw new ProblemException(ProblemType.BAD_REQUEST,
                    "A content's id is 8 to 64 letters, digits, hyphens and underscores.");
        }
        this.contents.write(contentId, () -> {
            if (!this.contents.addDraft(contentId, source.owner(), ContentText.titled(source.title()))) {
                throw new ProblemException(DELETED, "The content was deleted before its video arrived.");
            }
            return this.contents.change(contentId, (content) -> attached(content, source));
        });
    }

    private Content attached(Content content, AttachSource source) {
        if (!content.owner().equals(source.owner())) {
            throw new ProblemException(ProblemType.FORBIDDEN, "The content belongs to somebody else.");
        }
        boolean isNew = this.jdbc.sql("""
                INSERT INTO content_source (upload_id, content_id, attached_at, traceparent)
                VALUES (:upload, :content, :now, :traceparent)
                ON CONFLICT (upload_id) DO NOTHING""")
            .param("upload", source.uploadId())
            .param("content", content.id())
            .param("now", this.clock.instant().atOffset(ZoneOffset.UTC))
            .param("traceparent", this.traces.current(), Types.VARCHAR)
            .update() == 1;
        return isNew ? content.sourced(source.size()) : content;
    }

    /** The trace of the content's newest upload, for who asks first. */
    Optional<String> takeTrace(String contentId) {
        return this.jdbc.sql("""
                WITH newest AS (
                    SELECT upload_id, traceparent FROM content_source
                    WHERE content_id = :content AND traceparent IS NOT NULL
                    ORDER BY attached_at DESC LIMIT 1 FOR UPDATE)
                UPDATE content_source source SET traceparent = NULL FROM newest
                WHERE source.upload_id = newest.upload_id
                RETURNING newest.traceparent""").param("content", contentId).query(String.class).optional();
    }

    void update(String contentId, MediaUpdate update) {
        if (update.state() != ContentState.PROCESSING && update.state() != ContentState.READY
                && update.state() != ContentState.FAILED) {
            throw new ProblemException(ProblemType.BAD_REQUEST,
                    "Media are processing, ready or failed; other states are not the pipeline's.");
        }
        if (this.contents.wasDeleted(contentId)) {
            this.purges.contentDeleted(contentId);
            throw new ProblemException(DELETED, "The content was deleted; its media are purged.");
        }
        this.contents.change(contentId,
                (content) -> (update.sequence() > content.media().sequence()) ? told(content, update) : content);
    }

    private Content told(Content content, MediaUpdate update) {
        String planned = content.media().packageKey();
        String packageKey = (update.packageKey() != null) ? update.packageKey() : planned;
        var media = new Content.Media(update.sequence(), update.playable(), update.progress(), packageKey,
                update.duration(), update.width(), update.height(), update.frameRate(),
                Objects.requireNonNullElse(update.renditions(), List.of()), update.error());
        return content.told(next(content.state(), update.state()), media);
    }

    /**
     * A published or archived content stays where its owner has put it, unless it fails
     * while published.
     */
    private static ContentState next(ContentState present, ContentState media) {
        return switch (present) {
            case PROCESSING, READY, FAILED -> media;
            case PUBLISHED -> (media == ContentState.FAILED) ? ContentState.FAILED : present;
            case DRAFT, ARCHIVED -> present;
        };
    }

}
