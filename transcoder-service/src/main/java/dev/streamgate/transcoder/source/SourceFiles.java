/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

import dev.streamgate.media.blob.BlobStore;

/**
 * Provides sources as local files: the blob store's own file if it is a directory, else a
 * download, cached for later tasks of the same video. Thread-safe.
 */
@Component
@EnableConfigurationProperties(SourceProperties.class)
public class SourceFiles {

    private final BlobStore blobs;

    private final Path directory;

    private final long maxSize;

    /** By key, least recently used first. */
    private final Map<String, Download> downloads = new LinkedHashMap<>(16, 0.75f, true);

    private long nextNumber;

    public SourceFiles(BlobStore blobs, ScratchDirectory scratch, SourceProperties properties) throws IOException {
        this.blobs = blobs;
        this.directory = Files.createDirectories(scratch.path().resolve("sources"));
        this.maxSize = properties.cacheSize().toBytes();
    }

    /**
     * Opens an object.
     * @throws dev.streamgate.media.blob.BlobNotFoundException if it does not exist
     */
    public SourceFile open(String key) throws IOException {
        Optional<Path> local = this.blobs.localFile(key);
        if (local.isPresent()) {
            // The blob store owns the file.
            return new SourceFile(local.get(), () -> {
            });
        }
        Download download = use(key);
        try {
            download.fetch(this.blobs, key);
            return new SourceFile(download.file, () -> release(download));
        }
        catch (IOException | RuntimeException ex) {
            release(download);
            throw ex;
        }
    }

    private synchronized Download use(String key) {
        Download download = this.downloads.computeIfAbsent(key,
                (_) -> new Download(this.directory.resolve("source-" + this.nextNumber++)));
        download.users++;
        return download;
    }

    private synchronized void release(Download download) {
        download.users--;
        evict();
    }

    private void evict() {
        long size = this.downloads.values().stream().mapToLong((download) -> download.size).sum();
        Iterator<Download> leastRecent = this.downloads.values().iterator();
        while (leastRecent.hasNext()) {
            Download download = leastRecent.next();
            if (download.users == 0 && (size > this.maxSize || !download.complete)) {
                size -= download.size;
                download.file.toFile().delete();
                leastRecent.remove();
            }
        }
    }

    /** A download with its number of users. */
    private static final class Download {

        private final Path file;

        private int users;

        private volatile long size;

        private volatile boolean complete;

        Download(Path file) {
            this.file = file;
        }

        synchronized void fetch(BlobStore blobs, String key) throws IOException {
            if (!this.complete) {
                Files.deleteIfExists(this.file);
                try (InputStream in = blobs.open(key)) {
                    this.size = Files.copy(in, this.file);
                }
                this.complete = true;
            }
        }

    }

}
