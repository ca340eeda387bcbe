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

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.metadata.AttachSource;
import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.MediaUpdate;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.tracing.TraceContextStore;
import dev.streamgate.metadata.content.Content;
import dev.streamgate.metadata.content.ContentQuota;
import dev.streamgate.metadata.content.ContentText;
import dev.streamgate.metadata.content.Contents;
import dev.streamgate.metadata.event.ContentEvents;

/**
 * Applies updates of the media pipeline, which may arrive repeatedly, late and out of
 * order.
 */
@Component
class MediaPipelineUpdates {

    /** The content was deleted, permanently. */
    static final ProblemType DELETED = ProblemType.of("content-deleted", HttpStatus.GONE, "Content deleted");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{8,64}");

    private final Contents contents;

    private final ContentEvents events;

    private final ContentQuota quota;

    private final JdbcClient jdbc;

    private final TraceContextStore traces;

    private final Clock clock;

    MediaPipelineUpdates(Contents contents, ContentEvents events, ContentQuota quota, JdbcClient jdbc,
            TraceContextStore traces, Clock clock) {
        this.contents = contents;
        this.events = events;
        this.quota = quota;
        this.jdbc = jdbc;
        this.traces = traces;
        this.clock = clock;
    }

    void attach(String contentId, AttachSource source) {
        if (!ID.matcher(contentId).matches()) {
            throw new ProblemException(ProblemType.BAD_REQUEST,
                    "A content id has 8 to 64 letters, digits, hyphens and underscores.");
        }
        long allowed = this.quota.allowed(source.owner());
        this.contents.write(contentId, () -> {
            if (!this.contents.addDraft(contentId, source.owner(), ContentText.ofTitle(source.title()), allowed)) {
                throw new ProblemException(DELETED, "The content was deleted before its video was attached.");
            }
            return this.contents.change(contentId, (content) -> attach(content, source));
        });
    }

    private Content attach(Content content, AttachSource source) {
        if (!content.owner().equals(source.owner())) {
            throw new ProblemException(ProblemType.FORBIDDEN, "The content belongs to another user.");
        }
        boolean isLatest = isLatest(content, source.number());
        boolean isNew = this.jdbc.sql("""
                INSERT INTO content_source (upload_id, content_id, attached_at, traceparent, number)
                VALUES (:upload, :content, :now, :traceparent, :number)
                ON CONFLICT (upload_id) DO NOTHING""")
            .param("upload", source.uploadId())
            .param("content", content.id())
            .param("now", this.clock.instant().atOffset(ZoneOffset.UTC))
            .param("traceparent", this.traces.current(), Types.VARCHAR)
            .param("number", source.number(), Types.BIGINT)
            .update() == 1;
        return (isNew && isLatest) ? content.withSource(source.size()) : content;
    }

    /**
     * Whether no source with a larger number is attached; the caller has locked the
     * content.
     */
    private boolean isLatest(Content content, @Nullable Long number) {
        return number == null || this.jdbc.sql("""
                SELECT NOT EXISTS (SELECT 1 FROM content_source WHERE content_id = ? AND number > ?)""")
            .params(content.id(), number)
            .query(Boolean.class)
            .single();
    }

    /** Returns the trace context of the content's latest upload and removes it. */
    Optional<String> takeTrace(String contentId) {
        return this.jdbc.sql("""
                WITH latest AS (
                    SELECT upload_id, traceparent FROM content_source
                    WHERE content_id = ? AND traceparent IS NOT NULL
                    ORDER BY number DESC NULLS LAST, attached_at DESC LIMIT 1 FOR UPDATE)
                UPDATE content_source source SET traceparent = NULL FROM latest
                WHERE source.upload_id = latest.upload_id
                RETURNING latest.traceparent""").param(contentId).query(String.class).optional();
    }

    void update(String contentId, MediaUpdate update) {
        if (update.state() != ContentState.PROCESSING && update.state() != ContentState.READY
                && update.state() != ContentState.FAILED) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "state must be processing, ready or failed.");
        }
        if (this.contents.wasDeleted(contentId)) {
            // The media may be newer than the purge that followed the deletion.
            this.events.deleted(contentId);
            throw new ProblemException(DELETED, "The content was deleted; its media will be purged.");
        }
        this.contents.change(contentId, (content) -> isNews(content, update) ? apply(content, update) : content);
    }

    /**
     * Whether an update follows what is known: it has a larger sequence, and its source
     * is the attached one. The worker may still report on an earlier source.
     */
    private boolean isNews(Content content, MediaUpdate update) {
        return update.sequence() > content.media().sequence() && isLatest(content, update.sourceNumber());
    }

    private static Content apply(Content content, MediaUpdate update) {
        String packageKey = (update.packageKey() != null) ? update.packageKey() : content.media().packageKey();
        var media = new Content.Media(update.sequence(), content.media().revision() + 1, update.playable(),
                update.progress(), packageKey, update.duration(), update.width(), update.height(), update.frameRate(),
                Objects.requireNonNullElse(update.renditions(), List.of()), update.error(), update.notes());
        return content.withMedia(nextState(content.state(), update.state()), media);
    }

    /**
     * A published or archived content keeps its state, unless its media fail while it is
     * published.
     */
    private static ContentState nextState(ContentState current, ContentState media) {
        return switch (current) {
            case PROCESSING, READY, FAILED -> media;
            case PUBLISHED -> (media == ContentState.FAILED) ? ContentState.FAILED : current;
            case DRAFT, ARCHIVED -> current;
        };
    }

}
