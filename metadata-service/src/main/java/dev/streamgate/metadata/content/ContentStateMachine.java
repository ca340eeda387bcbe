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

/**
 * Which state an owner may put a content into.
 */
public final class ContentStateMachine {

    /** The state that was asked for cannot follow the present one. */
    public static final ProblemType ILLEGAL_TRANSITION = ProblemType.of("illegal-transition",
            ProblemType.CONFLICT.status(), "The content cannot go from its state to that one");

    /** What an owner may ask for; the other transitions are the pipeline's. */
    private static final Map<ContentState, Set<ContentState>> NEXT = new EnumMap<>(
            Map.of(ContentState.DRAFT, EnumSet.of(ContentState.ARCHIVED), ContentState.PROCESSING,
                    EnumSet.of(ContentState.PUBLISHED, ContentState.ARCHIVED), ContentState.READY,
                    EnumSet.of(ContentState.PUBLISHED, ContentState.ARCHIVED), ContentState.PUBLISHED,
                    EnumSet.of(ContentState.ARCHIVED), ContentState.ARCHIVED, EnumSet.of(ContentState.PUBLISHED),
                    ContentState.FAILED, EnumSet.of(ContentState.ARCHIVED)));

    private ContentStateMachine() {
    }

    /**
     * Checks that a content may become what was asked for.
     * @throws ProblemException 409 that names both states and those that may follow
     */
    static void require(Content content, ContentState to) {
        ContentState from = content.state();
        if (!NEXT.getOrDefault(from, Set.of()).contains(to)) {
            throw refusal(from, to, "A content that is %s cannot become %s.".formatted(name(from), name(to)));
        }
        if (to == ContentState.PUBLISHED && !content.media().playable()) {
            throw refusal(from, to, "It can be published as soon as it is playable.");
        }
    }

    private static ProblemException refusal(ContentState from, ContentState to, String detail) {
        List<String> next = NEXT.getOrDefault(from, Set.of()).stream().map(ContentStateMachine::name).toList();
        return new ProblemException(ILLEGAL_TRANSITION, detail).with("from", name(from))
            .with("to", name(to))
            .with("allowed", next);
    }

    private static String name(ContentState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

}
