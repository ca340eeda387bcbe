/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.gate;

import java.time.Clock;
import java.time.Duration;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.PlaybackView;
import dev.streamgate.contracts.metadata.Visibility;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.streaming.gate.Decision.Deny;
import dev.streamgate.streaming.gate.Decision.Permit;
import dev.streamgate.streaming.gate.Decision.Indeterminate;

/**
 * Lets viewers in or tells them why not. Owner and admin watch as soon as there is
 * something to watch; others once it is published, if its visibility and its rule let
 * them in. Safe for threads.
 */
@Component
public class Gate {

    private final PlaybackCache playbacks;

    private final GateRules rules;

    Gate(PlaybackCache playbacks, Clock clock) {
        this.playbacks = playbacks;
        this.rules = new GateRules(clock);
    }

    /**
     * Lets a viewer in.
     * @return what they may play
     * @throws ProblemException 401 when signing in may help, 403 with the clause that
     * failed, 404 when there is nothing, or nothing that this viewer may know of; 503
     * when it cannot be decided now
     */
    public Admission admit(String contentId, Viewer viewer) {
        PlaybackView content = this.playbacks.find(contentId).orElseThrow(Gate::nothing);
        boolean inCharge = content.owner().equals(viewer.id()) || viewer.roles().contains("admin");
        if (!inCharge) {
            check(content, viewer);
        }
        String packageKey = content.packageKey();
        if (packageKey == null || !content.playable()) {
            throw new ProblemException(ProblemType.NOT_FOUND, "Its video is not ready to play yet.")
                .retryAfter(Duration.ofSeconds(1));
        }
        boolean open = content.state() == ContentState.PUBLISHED && content.visibility() == Visibility.PUBLIC;
        return new Admission(contentId, packageKey, open);
    }

    private void check(PlaybackView content, Viewer viewer) {
        if (content.state() != ContentState.PUBLISHED || content.visibility() == Visibility.PRIVATE) {
            throw viewer.isKnown() ? nothing() : signIn("Sign in as who may watch this.");
        }
        if (content.visibility() == Visibility.GATED) {
            switch (this.rules.decide(content.rule(), viewer, content.owner())) {
                case Permit holds -> {
                }
                case Deny fails -> throw refuse(fails.clause(), viewer);
                case Indeterminate undecided -> throw refuse(undecided.clause(), viewer);
            }
        }
    }

    private static ProblemException refuse(String clause, Viewer viewer) {
        String detail = "You may not watch this: " + clause + ".";
        ProblemException problem = viewer.isKnown() ? new ProblemException(ProblemType.FORBIDDEN, detail)
                : signIn(detail);
        return problem.with("clause", clause);
    }

    private static ProblemException signIn(String detail) {
        return new ProblemException(ProblemType.UNAUTHENTICATED, detail).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    private static ProblemException nothing() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such video.");
    }

    /**
     * What a viewer may play.
     *
     * @param contentId the content
     * @param packageKey the presentation's key
     * @param open whether everybody may, so that shared caches may keep it
     */
    public record Admission(String contentId, String packageKey, boolean open) {
    }

}
