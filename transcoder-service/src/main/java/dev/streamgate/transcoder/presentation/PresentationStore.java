/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.presentation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.media.blob.BlobNotFoundException;
import dev.streamgate.media.blob.BlobStore;
import org.springframework.stereotype.Component;

/** Planned videos. A plan is written once and never changed. */
@Component
public class PresentationStore {

    private final BlobStore blobs;

    private final JsonMapper json;

    public PresentationStore(BlobStore blobs, JsonMapper json) {
        this.blobs = blobs;
        this.json = json;
    }

    /** Finds a plan. */
    public Optional<Presentation> find(String packageKey) throws IOException {
        try (InputStream in = this.blobs.open(MediaKeys.presentation(packageKey))) {
            return Optional.of(this.json.readValue(in, Presentation.class));
        }
        catch (BlobNotFoundException ex) {
            return Optional.empty();
        }
    }

    /** Reads a plan that must be there. */
    public Presentation get(String packageKey) throws IOException {
        return find(packageKey).orElseThrow(() -> new BlobNotFoundException(MediaKeys.presentation(packageKey)));
    }

    /** Writes a plan unless there is one; returns the one that counts. */
    public Presentation save(Presentation presentation) throws IOException {
        byte[] content = this.json.writeValueAsBytes(presentation);
        String key = MediaKeys.presentation(presentation.packageKey());
        boolean first = this.blobs.putIfAbsent(key, new ByteArrayInputStream(content), content.length);
        return first ? presentation : get(presentation.packageKey());
    }

}
