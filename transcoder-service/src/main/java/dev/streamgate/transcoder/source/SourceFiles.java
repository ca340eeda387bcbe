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
import java.util.concurrent.locks.ReentrantLock;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.media.blob.BlobStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Gives sources as files: the blob store's own where it is a directory, else a download
 * that is kept for the next tasks of the same video as long as there is room.
 */
@Component
@EnableConfigurationProperties(SourceProperties.class)
public class SourceFiles {

    private final BlobStore blobs;

    private final Path directory;

    private final long limit;

    private final ReentrantLock lock = new ReentrantLock();

    /** By key, the least recently used first. */
    private final Map<String, Download> downloads = new LinkedHashMap<>(16, 0.75f, true);

    private long number;

    public SourceFiles(BlobStore blobs, Scratch scratch, SourceProperties properties) throws IOException {
        this.blobs = blobs;
        this.directory = Files.createDirectories(scratch.directory().resolve("sources"));
        this.limit = properties.cacheSize().toBytes();
    }

    /**
     * Opens what the tasks of a presentation read. Two uploads of the same bytes share a
     * presentation, and the first may have been deleted, so the task's own source counts.
     */
    public SourceFile open(Presentation presentation, MediaTask task) throws IOException {
        boolean original = presentation.mediaKey().equals(presentation.sourceKey());
        return open(original ? task.sourceKey() : presentation.mediaKey());
    }

    /**
     * Opens an object.
     * @throws dev.streamgate.media.blob.BlobNotFoundException if there is none
     */
    public SourceFile open(String key) throws IOException {
        Optional<Path> local = this.blobs.localFile(key);
        if (local.isPresent()) {
            return new LocalFile(local.get());
        }
        Download download;
        this.lock.lock();
        try {
            download = this.downloads.computeIfAbsent(key,
                    (_) -> new Download(this.directory.resolve("source-" + this.number++)));
            download.users++;
        }
        finally {
            this.lock.unlock();
        }
        try {
            download.fetch(this.blobs, key);
            return new CachedFile(download);
        }
        catch (IOException ex) {
            release(download);
            throw ex;
        }
    }

    private void release(Download download) {
        this.lock.lock();
        try {
            download.users--;
            evict();
        }
        finally {
            this.lock.unlock();
        }
    }

    private void evict() {
        long size = this.downloads.values().stream().mapToLong((download) -> download.size).sum();
        Iterator<Download> oldest = this.downloads.values().iterator();
        while (oldest.hasNext()) {
            Download download = oldest.next();
            if (download.users == 0 && (size > this.limit || !download.complete)) {
                size -= download.size;
                download.file.toFile().delete();
                oldest.remove();
            }
        }
    }

    /** A file of the blob store. */
    private record LocalFile(Path path) implements SourceFile {

        @Override
        public void close() {
            // It belongs to the blob store.
        }

    }

    /** A use of a download. */
    private final class CachedFile implements SourceFile {

        private final Download download;

        private boolean closed;

        CachedFile(Download download) {
            this.download = download;
        }

        @Override
        public Path path() {
            return this.download.file;
        }

        @Override
        public void close() {
            if (!this.closed) {
                this.closed = true;
                release(this.download);
            }
        }

    }

    /** A download and how many use it. */
    private static final class Download {

        private final ReentrantLock fetching = new ReentrantLock();

        private final Path file;

        private int users;

        private volatile long size;

        private volatile boolean complete;

        Download(Path file) {
            this.file = file;
        }

        void fetch(BlobStore blobs, String key) throws IOException {
            this.fetching.lock();
            try {
                if (!this.complete) {
                    Files.deleteIfExists(this.file);
                    try (InputStream in = blobs.open(key)) {
                        this.size = Files.copy(in, this.file);
                    }
                    this.complete = true;
                }
            }
            finally {
                this.fetching.unlock();
            }
        }

    }

}
