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
import dev.streamgate.metadata.purge.PurgeOutbox;

/**
 * All contents. Every change is one transaction that holds the content's row; a reply of
 * success means that it is committed.
 */
@Component
public class Contents {

    private final ContentStore store;

    private final ContentCache cache;

    private final PurgeOutbox purges;

    private final TransactionOperations transactions;

    private final Validator validator;

    private final Clock clock;

    Contents(ContentStore store, ContentCache cache, PurgeOutbox purges, TransactionOperations transactions,
            Validator validator, Clock clock) {
        this.store = store;
        this.cache = cache;
        this.purges = purges;
        this.transactions = transactions;
        this.validator = validator;
        this.clock = clock;
    }

    Content get(String id, ContentAccess viewer) {
        return viewer.requireSight(this.cache.get(id));
    }

    Content create(String owner, CreateContent request) {
        Visibility visibility = Objects.requireNonNullElse(request.visibility(), Visibility.PRIVATE);
        Content content = draft(UUID.randomUUID().toString().replace("-", ""), owner, ContentText.of(request),
                visibility);
        this.store.insert(content);
        return content;
    }

    Content patch(String id, @Nullable String ifMatch, ContentAccess viewer, ObjectNode body) {
        return change(id, (content) -> {
            viewer.requireChange(content);
            EntityVersion.require(ifMatch, content);
            return ContentPatch.apply(body, content, this.validator);
        });
    }

    /** Publishes or archives; what is there already is left as it is. */
    Content move(String id, @Nullable String ifMatch, ContentAccess viewer, ContentState state) {
        return change(id, (content) -> {
            viewer.requireChange(content);
            if (content.state() == state) {
                return content;
            }
            EntityVersion.check(ifMatch, content);
            ContentStateMachine.require(content, state);
            return content.edited(content.text(), content.visibility(), state);
        });
    }

    void delete(String id, @Nullable String ifMatch, ContentAccess viewer) {
        write(id, () -> {
            Content content = this.store.lock(id).orElseThrow(ContentAccess::missing);
            viewer.requireChange(content);
            EntityVersion.check(ifMatch, content);
            this.purges.contentDeleted(id);
            this.store.delete(id, this.clock.instant());
            return content;
        });
    }

    /**
     * Reads a content past the cache and past who may see it.
     * @throws dev.streamgate.hardening.problem.ProblemException 404 when there is none
     */
    public Content read(String id) {
        return this.store.find(id).orElseThrow(ContentAccess::missing);
    }

    /**
     * Changes a content.
     * @param id the content
     * @param change maps the present content, which nobody else changes meanwhile, to the
     * next; runs within the transaction. An equal one means no change
     * @return the content as it is stored now
     * @throws dev.streamgate.hardening.problem.ProblemException 404 when there is none
     */
    public Content change(String id, UnaryOperator<Content> change) {
        return write(id, () -> {
            Content before = this.store.lock(id).orElseThrow(ContentAccess::missing);
            Content after = change.apply(before);
            if (after.equals(before)) {
                return before;
            }
            Content stored = after.following(before, this.clock.instant());
            this.store.update(stored);
            return stored;
        });
    }

    /** Whether there was a content with this id; such an id does not come back. */
    public boolean wasDeleted(String id) {
        return this.store.wasDeleted(id);
    }

    /**
     * Adds a draft with a given id where there is none. The caller rolls back on
     * {@code false}: whether the id was deleted is looked up last, so that a deletion at
     * the same moment is seen.
     * @return whether the id may be used: not if its content was deleted
     */
    public boolean addDraft(String id, String owner, ContentText text) {
        this.store.insert(draft(id, owner, text, Visibility.PRIVATE));
        return !this.store.wasDeleted(id);
    }

    /** Runs a change of one content as one transaction and then empties its cache. */
    public <T> T write(String id, Supplier<T> work) {
        try {
            return Objects.requireNonNull(this.transactions.execute((status) -> work.get()));
        }
        finally {
            this.cache.forget(id);
        }
    }

    private Content draft(String id, String owner, ContentText text, Visibility visibility) {
        Instant now = this.clock.instant();
        var nothing = new Content.Media(-1, false, 0, null, null, null, null, null, List.of(), null);
        return new Content(id, owner, text, visibility, ContentState.DRAFT, 1, 1, null, 0, null, nothing, now, now);
    }

}
