/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.metadata.CaptionVersion;
import dev.streamgate.contracts.metadata.CaptionView;
import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.ContentView;
import dev.streamgate.contracts.metadata.GateRule;
import dev.streamgate.contracts.metadata.PlaybackView;
import dev.streamgate.contracts.metadata.PosterView;
import dev.streamgate.contracts.metadata.RenditionView;
import dev.streamgate.contracts.metadata.Visibility;

/**
 * A stored content. Immutable.
 *
 * @param id opaque id
 * @param owner user id of its owner
 * @param text title, description, tags and category
 * @param visibility who may watch it once it is published
 * @param state lifecycle state
 * @param version incremented by each change that a user makes
 * @param accessVersion incremented whenever an authorization decision may change
 * @param rule the gate's rule
 * @param ruleVersion incremented with each rule that is set
 * @param sourceSize bytes of the attached source
 * @param media state of its media, as last reported by the pipeline
 * @param captions uploaded captions, by language
 * @param poster uploaded poster
 * @param createdAt time of creation
 * @param updatedAt time of the last change other than progress of its media
 */
public record Content(String id, String owner, ContentText text, Visibility visibility, ContentState state,
        long version, long accessVersion, @Nullable GateRule rule, long ruleVersion, @Nullable Long sourceSize,
        Media media, List<CaptionView> captions, @Nullable PosterView poster, Instant createdAt, Instant updatedAt) {

    /**
     * State of a content's media.
     *
     * @param sequence of the last update applied; -1 before the first
     * @param revision incremented by each change, also by another source
     * @param playable whether a player can start
     * @param progress 0 to 1
     * @param packageKey the presentation's key, once planned
     * @param duration seconds
     * @param width pixels
     * @param height pixels
     * @param frameRate frames per second
     * @param renditions the ladder
     * @param error why encoding failed
     * @param notes what the owner should know of the video; {@code null} for none
     */
    public record Media(long sequence, long revision, boolean playable, double progress, @Nullable String packageKey,
            @Nullable Double duration, @Nullable Integer width, @Nullable Integer height, @Nullable Double frameRate,
            List<RenditionView> renditions, @Nullable String error, @Nullable List<String> notes) {

        /** Media of a source that has just been attached; keeps the sequence. */
        public Media restarted() {
            return new Media(this.sequence, this.revision + 1, false, 0, null, null, null, null, null, List.of(), null,
                    null);
        }

    }

    /** This content as edited by a user, with the next version. */
    public Content withEdit(ContentText newText, Visibility newVisibility, ContentState newState) {
        return new Content(this.id, this.owner, newText, newVisibility, newState, this.version + 1, this.accessVersion,
                this.rule, this.ruleVersion, this.sourceSize, this.media, this.captions, this.poster, this.createdAt,
                this.updatedAt);
    }

    /** This content with another rule and the next version of both. */
    public Content withRule(@Nullable GateRule newRule) {
        return new Content(this.id, this.owner, this.text, this.visibility, this.state, this.version + 1,
                this.accessVersion, newRule, this.ruleVersion + 1, this.sourceSize, this.media, this.captions,
                this.poster, this.createdAt, this.updatedAt);
    }

    /** This content with another source, in state {@code PROCESSING}. */
    public Content withSource(long size) {
        return new Content(this.id, this.owner, this.text, this.visibility, ContentState.PROCESSING, this.version,
                this.accessVersion, this.rule, this.ruleVersion, size, this.media.restarted(), this.captions,
                this.poster, this.createdAt, this.updatedAt);
    }

    /** This content with updated media. */
    public Content withMedia(ContentState newState, Media newMedia) {
        return new Content(this.id, this.owner, this.text, this.visibility, newState, this.version, this.accessVersion,
                this.rule, this.ruleVersion, this.sourceSize, newMedia, this.captions, this.poster, this.createdAt,
                this.updatedAt);
    }

    /** The captions in a language, if uploaded. */
    public Optional<CaptionView> captionsOf(String language) {
        return this.captions.stream().filter((one) -> one.language().equals(language)).findFirst();
    }

    /** This content with captions in a language, and the next version. */
    public Content withCaptions(String language, int cues, Instant now) {
        CaptionView added = new CaptionView(language, this.version + 1, cues, now);
        return withCaptions(Stream.concat(otherCaptions(language), Stream.of(added))
            .sorted(Comparator.comparing(CaptionView::language))
            .toList());
    }

    /** This content without captions in a language, and the next version. */
    public Content withoutCaptions(String language) {
        return withCaptions(otherCaptions(language).toList());
    }

    private Content withCaptions(List<CaptionView> newCaptions) {
        return new Content(this.id, this.owner, this.text, this.visibility, this.state, this.version + 1,
                this.accessVersion, this.rule, this.ruleVersion, this.sourceSize, this.media, newCaptions, this.poster,
                this.createdAt, this.updatedAt);
    }

    /** This content with an uploaded poster, and the next version. */
    public Content withPoster(int width, int height, Instant now) {
        return withPoster(new PosterView(this.version + 1, width, height, now));
    }

    /** This content without an uploaded poster, and the next version. */
    public Content withoutPoster() {
        return withPoster(null);
    }

    private Content withPoster(@Nullable PosterView newPoster) {
        return new Content(this.id, this.owner, this.text, this.visibility, this.state, this.version + 1,
                this.accessVersion, this.rule, this.ruleVersion, this.sourceSize, this.media, this.captions, newPoster,
                this.createdAt, this.updatedAt);
    }

    private Stream<CaptionView> otherCaptions(String language) {
        return this.captions.stream().filter((one) -> !one.language().equals(language));
    }

    /** The row to store as the successor of {@code before}. */
    Content following(Content before, Instant now) {
        boolean access = this.state != before.state || this.visibility != before.visibility
                || this.ruleVersion != before.ruleVersion;
        return new Content(this.id, this.owner, this.text, this.visibility, this.state, this.version,
                before.accessVersion + (access ? 1 : 0), this.rule, this.ruleVersion, this.sourceSize, this.media,
                this.captions, this.poster, this.createdAt, hasOnlyOtherMedia(before) ? before.updatedAt : now);
    }

    /** Whether nothing but the media differs, as after an update of progress. */
    boolean hasOnlyOtherMedia(Content before) {
        return withMedia(this.state, before.media).equals(before);
    }

    /**
     * The view for a caller.
     * @param details whether the caller may read what only the owner and operators may
     */
    public ContentView toView(boolean details) {
        return new ContentView(this.id, this.text.title(), this.text.description(), this.text.tags(),
                this.text.category(), this.visibility, this.state, this.media.playable(), this.media.progress(),
                this.media.duration(), this.media.width(), this.media.height(), this.media.frameRate(), this.sourceSize,
                this.media.renditions(), playbackUrls(), this.owner, this.version, this.createdAt, this.updatedAt,
                this.media.error(), details ? Objects.requireNonNullElse(this.media.notes(), List.of()) : null,
                this.captions, this.poster);
    }

    /** The view for streaming-service. */
    public PlaybackView toPlaybackView() {
        return new PlaybackView(this.id, this.owner, this.state, this.visibility, this.media.playable(),
                this.media.packageKey(), this.rule, this.accessVersion,
                this.captions.stream().map((one) -> new CaptionVersion(one.language(), one.version())).toList(),
                (this.poster != null) ? this.poster.version() : null);
    }

    /** The entity tag of the current representation. */
    public String etag() {
        return EntityVersion.etag(this.version, this.media.revision());
    }

    private ContentView.@Nullable Playback playbackUrls() {
        if (this.media.packageKey() == null) {
            return null;
        }
        String stream = "/api/v1/streams/" + this.id;
        return new ContentView.Playback(stream + "/master.m3u8", stream + "/manifest.mpd", stream + "/thumbnail.jpg",
                stream + "/storyboard.vtt");
    }

}
