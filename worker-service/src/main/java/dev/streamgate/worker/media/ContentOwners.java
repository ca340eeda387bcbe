/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.media;

import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * The table {@code content_owners}: the existing contents and their owners, from the feed
 * of metadata-service and from submissions of upload-service.
 */
@Component
public class ContentOwners {

    private final JdbcClient jdbc;

    ContentOwners(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the owner's user id; empty for an unknown content. */
    public Optional<String> find(String contentId) {
        return this.jdbc.sql("SELECT owner FROM content_owners WHERE content_id = ?")
            .param(contentId)
            .query(String.class)
            .optional();
    }

    /**
     * Returns the owner's user id.
     * @throws ProblemException 404 for an unknown content
     */
    public String require(String contentId) {
        return find(contentId).orElseThrow(ContentOwners::notFound);
    }

    /** The problem of a content that does not exist or that the caller may not know. */
    public static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "Content not found.");
    }

    /** Adds a content; no effect if it is known. */
    public void add(String contentId, String owner) {
        this.jdbc.sql("INSERT INTO content_owners (content_id, owner) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .params(contentId, owner)
            .update();
    }

    /** Removes a deleted content. */
    public void remove(String contentId) {
        this.jdbc.sql("DELETE FROM content_owners WHERE content_id = ?").param(contentId).update();
    }

}
