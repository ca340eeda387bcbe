/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Creation or deletion of a content. A content has at most one pending event, the latest.
 *
 * @param eventId identifies the event across repeated deliveries; acknowledges it
 * @param contentId the content
 * @param type what happened
 * @param owner user id of its owner; {@code null} for a deletion
 */
public record ContentEvent(String eventId, String contentId, Type type, @Nullable String owner) {

    /** What happened to the content. */
    public enum Type {

        /** It was created. */
        @JsonProperty("created")
        CREATED,

        /** It was deleted: its media and its source are to be purged. */
        @JsonProperty("deleted")
        DELETED

    }
}
