/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.ContentView;
import dev.streamgate.contracts.metadata.GateRule;
import dev.streamgate.contracts.metadata.PlaybackView;
import dev.streamgate.contracts.metadata.RenditionView;
import dev.streamgate.contracts.metadata.Visibility;

/**
 * A content as it is stored. Immutable.
 *
 * @param id opaque id
 * @param owner user id of its owner
 * @param text what its owner says of it
 * @param visibility who may watch once published
 * @param state where it stands
 * @param version grows with each change that a person makes
 * @param accessVersion grows whenever the answer to "who may watch" may change
 * @param rule the gate's rule
 * @param ruleVersion grows with each rule that is set
 * @param sourceSize bytes of the attached source
 * @param media what the pipeline has told
 * @param createdAt when it was made
 * @param updatedAt when it last changed
 */
public record Content(String id, String owner, ContentText text, Visibility visibility, ContentState state,
        long version, long accessVersion, @Nullable GateRule rule, long ruleVersion, @Nullable Long sourceSize,
        Media media, Instant createdAt, Instant updatedAt) {

    /**
     * What the pipeline has told of a content's video.
     *
     * @param sequence of the last update taken; -1 before the first
     * @param playable whether a player can start
     * @param progress 0 to 1
     * @param packageKey the presentation's key, once planned
     * @param duration seconds
     * @param width pixels
     * @param height pixels
     * @param frameRate frames a second
     * @param renditions the ladder
     * @param error why it failed
     */
    public record Media(long sequence, boolean playable, double progress, @Nullable String packageKey,
            @Nullable Double duration, @Nullable Integer width, @Nullable Integer height, @Nullable Double frameRate,
            List<RenditionView> renditions, @Nullable String error) {

        /** Nothing known, for a source that was attached just now. */
        public Media restarted() {
            return new Media(this.sequence, false, 0, null, null, null, null, null, List.of(), null);
        }

    }

    /** As a person has changed it: the next version. */
    public Content edited(ContentText newText, Visibility newVisibility, ContentState newState) {
        return new Content(this.id, this.owner, newText, newVisibility, newState, this.version + 1, this.accessVersion,
                this.rule, this.ruleVersion, this.sourceSize, this.media, this.createdAt, this.updatedAt);
    }

    /** With another rule: the next version of both. */
    public Content gated(@Nullable GateRule newRule) {
        return new Content(this.id, this.owner, this.text, this.visibility, this.state, this.version + 1,
                this.accessVersion, newRule, this.ruleVersion + 1, this.sourceSize, this.media, this.createdAt,
                this.updatedAt);
    }

    /** With another source, whose media are not known yet. */
    public Content sourced(long size) {
        return new Content(this.id, this.owner, this.text, this.visibility, ContentState.PROCESSING, this.version,
                this.accessVersion, this.rule, this.ruleVersion, size, this.media.restarted(), this.createdAt,
                this.updatedAt);
    }

    /** As the pipeline has changed it. */
    public Content told(ContentState newState, Media newMedia) {
        return new Content(this.id, this.owner, this.text, this.visibility, newState, this.version, this.accessVersion,
                this.rule, this.ruleVersion, this.sourceSize, newMedia, this.createdAt, this.updatedAt);
    }

    /** What is stored when this follows {@code before}. */
    Content following(Content before, Instant now) {
        boolean access = this.state != before.state || this.visibility != before.visibility
                || this.ruleVersion != before.ruleVersion;
        return new Content(this.id, this.owner, this.text, this.visibility, this.state, this.version,
                before.accessVersion + (access ? 1 : 0), this.rule, this.ruleVersion, this.sourceSize, this.media,
                this.createdAt, now);
    }

    /** As clients see it. */
    public ContentView view() {
        Media known = this.media;
        return new ContentView(this.id, this.text.title(), this.text.description(), this.text.tags(),
                this.text.category(), this.visibility, this.state, known.playable(), known.progress(), known.duration(),
                known.width(), known.height(), known.frameRate(), this.sourceSize, known.renditions(), links(),
                this.owner, this.version, this.createdAt, this.updatedAt, known.error());
    }

    /** As the streaming side sees it. */
    public PlaybackView playback() {
        return new PlaybackView(this.id, this.owner, this.state, this.visibility, this.media.playable(),
                this.media.packageKey(), this.rule, this.accessVersion);
    }

    /** The validator of the present representation. */
    public String etag() {
        return EntityVersion.etag(this.version, this.media.sequence());
    }

    private ContentView.@Nullable Playback links() {
        if (this.media.packageKey() == null) {
            return null;
        }
        String stream = "/api/v1/streams/" + this.id;
        return new ContentView.Playback(stream + "/master.m3u8", stream + "/manifest.mpd", stream + "/thumbnail.jpg",
                stream + "/storyboard.vtt");
    }

}
