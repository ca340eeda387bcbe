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
import dev.streamgate.suite.security.Caller;

/**
 * Access of a caller to contents. Owners read and edit their own; operators and services
 * read all; admins edit all; every caller reads what is published and not private.
 *
 * @param id the caller's user id; {@code null} for an anonymous caller
 * @param readsAll whether the caller reads all contents
 * @param editsAll whether the caller edits all contents
 */
public record ContentAccess(@Nullable String id, boolean readsAll, boolean editsAll) {

    /** The access of the current caller. */
    public static ContentAccess current() {
        Optional<Caller> caller = Caller.current();
        return caller
            .map((known) -> new ContentAccess(known.id(), known.isOperator() || known.isService(), known.isAdmin()))
            .orElseGet(() -> new ContentAccess(null, false, false));
    }

    private boolean owns(Content content) {
        return content.owner().equals(this.id);
    }

    /** Whether the caller may read what only the owner and operators may. */
    public boolean readsDetails(Content content) {
        return this.readsAll || owns(content);
    }

    private boolean reads(Content content) {
        return this.readsAll || owns(content)
                || (content.state() == ContentState.PUBLISHED && content.visibility() != Visibility.PRIVATE);
    }

    /**
     * Requires read access.
     * @throws ProblemException 404, as for an unknown content, so that callers cannot
     * find out which ids exist
     */
    Content requireReadable(Content content) {
        if (!reads(content)) {
            throw notFound();
        }
        return content;
    }

    /**
     * Requires the owner or an admin.
     * @throws ProblemException 404 without read access, else 403
     */
    public void requireEditable(Content content) {
        requireReadable(content);
        if (!owns(content) && !this.editsAll) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Only the content's owner or an admin may do this.");
        }
    }

    /**
     * Requires the owner or an operator.
     * @throws ProblemException 404 without read access, else 403
     */
    public void requireDetailsReadable(Content content) {
        requireReadable(content);
        if (!readsDetails(content)) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Only the content's owner or an operator may read this.");
        }
    }

    static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "Content not found.");
    }

}
