/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.gate;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.metadata.CaptionVersion;
import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.PlaybackView;
import dev.streamgate.contracts.metadata.Visibility;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.streaming.gate.Decision.Deny;
import dev.streamgate.streaming.gate.Decision.Indeterminate;
import dev.streamgate.streaming.gate.Decision.Permit;
import dev.streamgate.streaming.presentation.PresentationCache;
import dev.streamgate.streaming.presentation.ReplacedPackageLookup;

/**
 * The policy decision point for playback. Owners and admins have access as soon as the
 * video is playable; other viewers once it is published, if its visibility and its rule
 * permit it. Thread-safe.
 */
@Component
public class Gate {

    private final PlaybackCache contents;

    private final GateRuleEvaluator rules;

    private final ReplacedPackageLookup replaced;

    Gate(PlaybackCache contents, ReplacedPackageLookup replaced, Clock clock) {
        this.contents = contents;
        this.replaced = replaced;
        this.rules = new GateRuleEvaluator(clock);
    }

    /**
     * Authorizes a viewer to play a content.
     * @return what the viewer may play
     * @throws ProblemException 401 if signing in may grant access, 403 with the clause
     * that failed, 404 if the content does not exist, is not playable yet, or its
     * existence must not be disclosed to this viewer, 503 if the decision cannot be made
     */
    public PlaybackGrant authorize(String contentId, Viewer viewer) {
        return authorize(this.contents.find(contentId), viewer, null);
    }

    /**
     * Authorizes a request of an open playback session. While metadata-service does not
     * respond, the last known state and rule decide, for
     * {@code streamgate.streaming.gate.outage-lease}.
     * @param version as for {@link #authorize(String, Viewer, String)}
     * @return what the viewer may play
     * @throws ProblemException as {@link #authorize(String, Viewer)}
     */
    public PlaybackGrant authorizeSession(String contentId, Viewer viewer, @Nullable String version) {
        return authorize(this.contents.findForSession(contentId), viewer, version);
    }

    /**
     * Authorizes a viewer to play a version of a content.
     * @param version the version that the viewer's player has begun to play: if another
     * one has replaced it, its files are served as long as they exist; {@code null} for
     * the current one
     * @return what the viewer may play
     * @throws ProblemException as for the current version
     */
    public PlaybackGrant authorize(String contentId, Viewer viewer, @Nullable String version) {
        return authorize(this.contents.find(contentId), viewer, version);
    }

    private PlaybackGrant authorize(Optional<PlaybackView> found, Viewer viewer, @Nullable String version) {
        PlaybackView content = found.orElseThrow(Gate::notFound);
        String contentId = content.contentId();
        boolean ownerOrAdmin = content.owner().equals(viewer.id()) || viewer.roles().contains("admin");
        if (!ownerOrAdmin) {
            requireAccess(content, viewer);
        }
        String packageKey = content.packageKey();
        Optional<String> held = held(contentId, packageKey, version);
        if (held.isPresent()) {
            packageKey = held.get();
        }
        else if (packageKey == null || !content.playable()) {
            throw new ProblemException(ProblemType.NOT_FOUND, "The video is not ready for playback yet.")
                .retryAfter(Duration.ofSeconds(1));
        }
        boolean isPublic = content.state() == ContentState.PUBLISHED && content.visibility() == Visibility.PUBLIC;
        List<CaptionVersion> captions = content.captions();
        return new PlaybackGrant(contentId, packageKey, isPublic, (captions != null) ? captions : List.of(),
                content.posterVersion());
    }

    /** The replaced package of the version; empty if it is current or unknown. */
    private Optional<String> held(String contentId, @Nullable String current, @Nullable String version) {
        if (version == null || (current != null && PresentationCache.version(current).equals(version))) {
            return Optional.empty();
        }
        return this.replaced.find(contentId, version);
    }

    private void requireAccess(PlaybackView content, Viewer viewer) {
        if (content.state() != ContentState.PUBLISHED || content.visibility() == Visibility.PRIVATE) {
            // The same for anonymous viewers, who would otherwise learn which ids exist.
            throw notFound();
        }
        if (content.visibility() == Visibility.GATED) {
            switch (this.rules.evaluate(content.rule(), viewer, content.owner())) {
                case Permit permit -> {
                }
                case Deny deny -> throw denied(deny.clause(), viewer);
                case Indeterminate indeterminate -> throw denied(indeterminate.clause(), viewer);
            }
        }
    }

    private static ProblemException denied(String clause, Viewer viewer) {
        String detail = "You do not have access to this video: " + clause + ".";
        ProblemException problem = viewer.isAuthenticated() ? new ProblemException(ProblemType.FORBIDDEN, detail)
                : unauthenticated(detail);
        return problem.with("clause", clause);
    }

    private static ProblemException unauthenticated(String detail) {
        return new ProblemException(ProblemType.UNAUTHENTICATED, detail).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "Video not found.");
    }

    /**
     * Permission to play a content.
     *
     * @param contentId the content's id
     * @param packageKey the key of its media package
     * @param isPublic whether the content is public, so that shared caches may store it
     * @param captions its uploaded captions
     * @param posterVersion version of its uploaded poster; {@code null} without one
     */
    public record PlaybackGrant(String contentId, String packageKey, boolean isPublic, List<CaptionVersion> captions,
            @Nullable Long posterVersion) {
    }

}
