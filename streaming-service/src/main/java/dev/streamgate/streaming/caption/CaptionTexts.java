/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.caption;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.contracts.worker.OnDemandRequest;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.media.blob.Blob;
import dev.streamgate.streaming.presentation.MediaStore;
import dev.streamgate.streaming.segment.OnDemandBlobs;
import dev.streamgate.suite.caption.Captions;
import dev.streamgate.suite.caption.InvalidCaptionsException;

/**
 * Reads and caches the texts of text tracks. Loads hold no lock of the cache, since they
 * wait for other services. Thread-safe.
 */
@Component
class CaptionTexts {

    private static final String CACHE = "captions";

    private final MediaStore store;

    private final OnDemandBlobs blobs;

    private final PipelineApi metadata;

    CaptionTexts(MediaStore store, OnDemandBlobs blobs, PipelineApi metadata) {
        this.store = store;
        this.blobs = blobs;
        this.metadata = metadata;
    }

    /**
     * The subtitles of a source; waits until they are published.
     * @throws ProblemException 404 if they will not be published, 503 if they are not
     * published in time or the store fails
     */
    @Cacheable(CACHE)
    public Captions subtitles(String packageKey, String name) {
        Blob blob = this.blobs.get(MediaKeys.subtitles(packageKey, name), packageKey, OnDemandRequest.SUBTITLES, 0);
        try (InputStream in = this.store.open(blob.key(), 0, blob.size())) {
            return parse(in.readAllBytes());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * Uploaded captions.
     * @param version distinguishes captions that replaced each other
     * @throws ProblemException 404 if they have been deleted, 503 if metadata-service
     * does not respond
     */
    @Cacheable(CACHE)
    public Captions uploaded(String contentId, String language, long version) {
        try {
            return parse(this.metadata.captions(contentId, language).getBytes(StandardCharsets.UTF_8));
        }
        catch (HttpClientErrorException.NotFound ex) {
            throw new ProblemException(ProblemType.NOT_FOUND, "The video has no such captions.", ex);
        }
        catch (RestClientException ex) {
            throw new ProblemException(ProblemType.UNAVAILABLE,
                    "Captions cannot be read now. Try again in a few seconds.", ex);
        }
    }

    private static Captions parse(byte[] file) {
        try {
            return Captions.ofConverted(file);
        }
        catch (InvalidCaptionsException ex) {
            throw new IllegalStateException("Stored captions are malformed", ex);
        }
    }

}
