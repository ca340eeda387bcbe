/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.content;

import java.util.Optional;

import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

import dev.streamgate.contracts.metadata.PipelineApi;

/** The owners of contents. */
@Component
public class ContentOwners {

    private final PipelineApi metadata;

    ContentOwners(PipelineApi metadata) {
        this.metadata = metadata;
    }

    /** Returns the owner's user id; empty if the content does not exist. */
    public Optional<String> find(String contentId) {
        try {
            return Optional.of(this.metadata.playback(contentId).owner());
        }
        catch (HttpClientErrorException.NotFound ex) {
            return Optional.empty();
        }
    }

}
