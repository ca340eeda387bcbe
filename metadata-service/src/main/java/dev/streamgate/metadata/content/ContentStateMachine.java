/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/** State transitions that an owner may request. */
public final class ContentStateMachine {

    /** The requested state cannot follow the current one. */
    public static final ProblemType ILLEGAL_TRANSITION = ProblemType.of("illegal-transition",
            ProblemType.CONFLICT.status(), "Illegal state transition");

    /** Transitions by owners; all others are made by the media pipeline. */
    private static final Map<ContentState, Set<ContentState>> NEXT = new EnumMap<>(
            Map.of(ContentState.DRAFT, EnumSet.of(ContentState.ARCHIVED), ContentState.PROCESSING,
                    EnumSet.of(ContentState.PUBLISHED, ContentState.ARCHIVED), ContentState.READY,
                    EnumSet.of(ContentState.PUBLISHED, ContentState.ARCHIVED), ContentState.PUBLISHED,
                    EnumSet.of(ContentState.ARCHIVED), ContentState.ARCHIVED, EnumSet.of(ContentState.PUBLISHED),
                    ContentState.FAILED, EnumSet.of(ContentState.ARCHIVED)));

    private ContentStateMachine() {
    }

    /**
     * Requires that a content may change to a state.
     * @throws ProblemException 409 with both states and the allowed ones
     */
    static void require(Content content, ContentState to) {
        ContentState from = content.state();
        if (!NEXT.getOrDefault(from, Set.of()).contains(to)) {
            throw illegalTransition(from, to,
                    "A content in state %s cannot change to %s.".formatted(name(from), name(to)));
        }
        if (to == ContentState.PUBLISHED && !content.media().playable()) {
            throw illegalTransition(from, to, "The content is not playable yet; publish it once it is.");
        }
    }

    private static ProblemException illegalTransition(ContentState from, ContentState to, String detail) {
        List<String> next = NEXT.getOrDefault(from, Set.of()).stream().map(ContentStateMachine::name).toList();
        return new ProblemException(ILLEGAL_TRANSITION, detail).with("from", name(from))
            .with("to", name(to))
            .with("allowed", next);
    }

    private static String name(ContentState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

}
