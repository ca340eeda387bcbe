/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.segment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.transcoder.mp4.Fragment;
import dev.streamgate.transcoder.task.TaskContext;

/** Publishes init sections, segments and other files of packages. Thread-safe. */
@Component
public class SegmentPublisher {

    private final BlobStore blobs;

    public SegmentPublisher(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * Finds the first segment in [{@code from}, {@code to}) that one of the renditions
     * lacks. Packages are addressed by their content, so an existing segment is valid.
     * @return the segment's number; {@code to} if all segments exist
     */
    public int firstMissing(String packageKey, List<String> renditions, int from, int to) throws IOException {
        int segment = from;
        while (segment < to && isComplete(packageKey, renditions, segment)) {
            segment++;
        }
        return segment;
    }

    private boolean isComplete(String packageKey, List<String> renditions, int segment) throws IOException {
        for (String rendition : renditions) {
            if (!this.blobs.exists(MediaKeys.segment(packageKey, rendition, segment))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Publishes an init section unless it exists. All segments of a rendition share one
     * init section, whichever task produced them.
     * @throws IOException if a different init section exists
     */
    public void init(String packageKey, String rendition, byte[] content) throws IOException {
        String key = MediaKeys.init(packageKey, rendition);
        if (this.blobs.exists(key) || !this.blobs.putIfAbsent(key, new ByteArrayInputStream(content), content.length)) {
            try (InputStream in = this.blobs.open(key)) {
                if (!Arrays.equals(in.readAllBytes(), content)) {
                    throw new IOException("A different init section exists: " + key);
                }
            }
        }
    }

    /**
     * Publishes a segment if the lease is held.
     * @param fragment its sample metadata
     * @param data its sample data, read to the end
     * @throws dev.streamgate.transcoder.task.TaskStoppedException if the task was stopped
     */
    public void segment(String packageKey, String rendition, int number, Fragment fragment, InputStream data,
            TaskContext context) throws IOException {
        byte[] header = fragment.header();
        context.checkActive();
        this.blobs.put(MediaKeys.segment(packageKey, rendition, number),
                new SequenceInputStream(new ByteArrayInputStream(header), data), header.length + fragment.bytes());
    }

    /**
     * Publishes a local file if the lease is held.
     * @throws dev.streamgate.transcoder.task.TaskStoppedException if the task was stopped
     */
    public void file(String key, Path file, TaskContext context) throws IOException {
        context.checkActive();
        try (InputStream in = Files.newInputStream(file)) {
            this.blobs.put(key, in, Files.size(file));
        }
    }

    /** Whether a file is published. */
    public boolean isPublished(String key) throws IOException {
        return this.blobs.exists(key);
    }

}
