/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.node.ObjectNode;

import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.CreateContent;
import dev.streamgate.contracts.metadata.Visibility;
import dev.streamgate.metadata.event.ContentEvents;

/**
 * All contents. Each change is one transaction that locks the content's row; methods
 * return after the commit.
 */
@Component
public class Contents {

    private final ContentStore store;

    private final ContentCache cache;

    private final ContentEvents events;

    private final ContentQuota quota;

    private final TransactionOperations transactions;

    private final Validator validator;

    private final Clock clock;

    Contents(ContentStore store, ContentCache cache, ContentEvents events, ContentQuota quota,
            TransactionOperations transactions, Validator validator, Clock clock) {
        this.store = store;
        this.cache = cache;
        this.events = events;
        this.quota = quota;
        this.transactions = transactions;
        this.validator = validator;
        this.clock = clock;
    }

    Content get(String id, ContentAccess access) {
        return access.requireReadable(this.cache.get(id));
    }

    Content create(String owner, CreateContent request) {
        Visibility visibility = Objects.requireNonNullElse(request.visibility(), Visibility.PRIVATE);
        Content content = draft(UUID.randomUUID().toString().replace("-", ""), owner, ContentText.of(request),
                visibility);
        long allowed = this.quota.allowed(owner);
        this.transactions.executeWithoutResult((status) -> {
            this.quota.require(owner, allowed);
            insert(content);
        });
        return content;
    }

    Content patch(String id, @Nullable String ifMatch, ContentAccess access, ObjectNode body) {
        return change(id, (content) -> {
            access.requireEditable(content);
            EntityVersion.require(ifMatch, content);
            return ContentPatch.apply(body, content, this.validator);
        });
    }

    /** Publishes or archives; a content in that state stays unchanged. */
    Content move(String id, @Nullable String ifMatch, ContentAccess access, ContentState state) {
        return change(id, (content) -> {
            access.requireEditable(content);
            if (content.state() == state) {
                return content;
            }
            EntityVersion.check(ifMatch, content);
            ContentStateMachine.require(content, state);
            return content.withEdit(content.text(), content.visibility(), state);
        });
    }

    void delete(String id, @Nullable String ifMatch, ContentAccess access) {
        write(id, () -> {
            Content content = this.store.lock(id).orElseThrow(ContentAccess::notFound);
            access.requireEditable(content);
            EntityVersion.check(ifMatch, content);
            this.events.deleted(id);
            this.store.delete(id, this.clock.instant());
            return content;
        });
    }

    /**
     * Reads a content from the database, without an access check.
     * @throws dev.streamgate.hardening.problem.ProblemException 404 for an unknown
     * content
     */
    public Content read(String id) {
        return this.store.find(id).orElseThrow(ContentAccess::notFound);
    }

    /**
     * Changes a content.
     * @param id the content
     * @param change maps the locked content to its next state, within the transaction; an
     * equal content means no change
     * @return the content as stored
     * @throws dev.streamgate.hardening.problem.ProblemException 404 for an unknown
     * content
     */
    public Content change(String id, UnaryOperator<Content> change) {
        return write(id, () -> {
            Content before = this.store.lock(id).orElseThrow(ContentAccess::notFound);
            Content after = change.apply(before);
            if (after.equals(before)) {
                return before;
            }
            Content stored = after.following(before, this.clock.instant());
            this.store.update(before, stored);
            return stored;
        });
    }

    /** Whether a content with this id was deleted; deleted ids are never reused. */
    public boolean wasDeleted(String id) {
        return this.store.wasDeleted(id);
    }

    /**
     * Adds a draft with a given id unless it exists. The caller rolls back on
     * {@code false}: the tombstone is read last, so that a concurrent deletion is
     * detected.
     * @param allowed contents that the owner may have
     * @return whether the id may be used: not if its content was deleted
     */
    public boolean addDraft(String id, String owner, ContentText text, long allowed) {
        if (this.store.find(id).isEmpty() && !this.store.wasDeleted(id)) {
            this.quota.require(owner, allowed);
        }
        insert(draft(id, owner, text, Visibility.PRIVATE));
        return !this.store.wasDeleted(id);
    }

    /** Runs a change of one content in a transaction, then evicts the content. */
    public <T> T write(String id, Supplier<T> work) {
        try {
            return Objects.requireNonNull(this.transactions.execute((status) -> work.get()));
        }
        finally {
            this.cache.evict(id);
        }
    }

    private void insert(Content content) {
        if (this.store.insert(content)) {
            this.events.created(content.id(), content.owner());
        }
    }

    private Content draft(String id, String owner, ContentText text, Visibility visibility) {
        Instant now = this.clock.instant();
        var media = new Content.Media(-1, 0, false, 0, null, null, null, null, null, List.of(), null, null);
        return new Content(id, owner, text, visibility, ContentState.DRAFT, 1, 1, null, 0, null, media, List.of(), null,
                now, now);
    }

}
