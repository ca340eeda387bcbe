/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.presentation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.media.blob.BlobNotFoundException;
import dev.streamgate.media.blob.BlobStore;

/**
 * The only reader and writer of {@code presentation.json}. A presentation is written once
 * per package and never changes until it is deleted.
 * <p>
 * The stored form is read compatibly: fields that a newer version added are ignored, and
 * {@link Presentation#streams()} is {@code null} where an older version wrote the file.
 * Thread-safe.
 */
public final class PresentationStore {

    private final BlobStore blobs;

    /** Not the application's mapper: its settings must not change the stored form. */
    private final JsonMapper json = JsonMapper.builder()
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();

    /** Stores presentations in the given blob store. */
    public PresentationStore(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * Finds the presentation of a package.
     * @param packageKey the package's key
     * @return the presentation; empty if the package does not exist
     * @throws IOException if it cannot be read
     */
    public Optional<Presentation> find(String packageKey) throws IOException {
        try (InputStream in = this.blobs.open(MediaKeys.presentation(packageKey))) {
            return Optional.of(this.json.readValue(in, Presentation.class));
        }
        catch (BlobNotFoundException ex) {
            return Optional.empty();
        }
    }

    /**
     * Reads the presentation of a package.
     * @param packageKey the package's key
     * @return the presentation
     * @throws BlobNotFoundException if the package does not exist
     * @throws IOException if it cannot be read
     */
    public Presentation get(String packageKey) throws IOException {
        return find(packageKey).orElseThrow(() -> new BlobNotFoundException(MediaKeys.presentation(packageKey)));
    }

    /**
     * Writes a presentation unless its package has one. Of several concurrent callers the
     * first wins.
     * @param presentation the presentation
     * @return the stored presentation: the given one, or the one written before
     * @throws IOException if it cannot be written
     */
    public Presentation saveIfAbsent(Presentation presentation) throws IOException {
        byte[] content = this.json.writeValueAsBytes(presentation);
        String key = MediaKeys.presentation(presentation.packageKey());
        boolean first = this.blobs.putIfAbsent(key, new ByteArrayInputStream(content), content.length);
        return first ? presentation : get(presentation.packageKey());
    }

    /**
     * Deletes the presentation of a package if it exists.
     * @param packageKey the package's key
     * @throws IOException if it cannot be deleted
     */
    public void delete(String packageKey) throws IOException {
        this.blobs.delete(MediaKeys.presentation(packageKey));
    }

}
