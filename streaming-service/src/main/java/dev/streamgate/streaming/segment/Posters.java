/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.segment;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Reads and caches uploaded posters. Loads hold no lock of the cache, since they wait for
 * metadata-service. Thread-safe.
 */
@Component
class Posters {

    private final PipelineApi metadata;

    Posters(PipelineApi metadata) {
        this.metadata = metadata;
    }

    /**
     * The uploaded poster of a content, a JPEG.
     * @param version distinguishes posters that replaced each other
     * @throws ProblemException 404 if it has been deleted, 503 if metadata-service does
     * not respond
     */
    @Cacheable("posters")
    public byte[] jpeg(String contentId, long version) {
        try {
            return this.metadata.poster(contentId);
        }
        catch (HttpClientErrorException.NotFound ex) {
            throw new ProblemException(ProblemType.NOT_FOUND, "The video has no such poster.", ex);
        }
        catch (RestClientException ex) {
            throw new ProblemException(ProblemType.UNAVAILABLE,
                    "The poster cannot be read now. Try again in a few seconds.", ex);
        }
    }

}
