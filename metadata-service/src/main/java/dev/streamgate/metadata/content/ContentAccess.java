/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.Visibility;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.security.Caller;

/**
 * Who looks at contents, and what that person sees: owners their own, operators and
 * services all, everybody what is published and not private.
 *
 * @param id user id; {@code null} for who has not signed in
 * @param seesAll whether nothing is hidden
 * @param changesAll whether contents of others may be changed
 */
public record ContentAccess(@Nullable String id, boolean seesAll, boolean changesAll) {

    /** Who makes the present request. */
    public static ContentAccess current() {
        Optional<Caller> caller = Caller.current();
        return caller
            .map((known) -> new ContentAccess(known.id(), known.isOperator() || known.isService(), known.isAdmin()))
            .orElseGet(() -> new ContentAccess(null, false, false));
    }

    boolean owns(Content content) {
        return content.owner().equals(this.id);
    }

    boolean sees(Content content) {
        return this.seesAll || owns(content)
                || (content.state() == ContentState.PUBLISHED && content.visibility() != Visibility.PRIVATE);
    }

    /**
     * Hides what this viewer may not know of.
     * @throws ProblemException 404, the same as for a content that does not exist
     */
    Content requireSight(Content content) {
        if (!sees(content)) {
            throw missing();
        }
        return content;
    }

    /**
     * Lets owners and admins through.
     * @throws ProblemException 404 when the content is hidden from the viewer, else 403
     */
    public void requireChange(Content content) {
        requireSight(content);
        if (!owns(content) && !this.changesAll) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Only its owner or an admin may do this.");
        }
    }

    /**
     * Lets owners and operators through.
     * @throws ProblemException 404 when the content is hidden from the viewer, else 403
     */
    public void requireInsight(Content content) {
        requireSight(content);
        if (!owns(content) && !this.seesAll) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Only its owner or an operator may see this.");
        }
    }

    static ProblemException missing() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such content, or it is not open to you.");
    }

}
