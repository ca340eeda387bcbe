/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.presentation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.transcoder.mp4.Fragment;
import dev.streamgate.transcoder.task.TaskContext;
import org.springframework.stereotype.Component;

/** Publishes init sections and segments. */
@Component
public class SegmentPublisher {

    private final BlobStore blobs;

    public SegmentPublisher(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * The first segment from {@code from} on that is missing in one of the renditions, at
     * most {@code to}. Results are addressed by content, so one that is there is right.
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
     * Publishes an init section, or makes sure that the published one is the same: all
     * segments of a rendition play with one init section, whoever made them.
     */
    public void init(String packageKey, String rendition, byte[] content) throws IOException {
        String key = MediaKeys.init(packageKey, rendition);
        if (this.blobs.exists(key) || !this.blobs.putIfAbsent(key, new ByteArrayInputStream(content), content.length)) {
            try (InputStream in = this.blobs.open(key)) {
                if (!Arrays.equals(in.readAllBytes(), content)) {
                    throw new IOException("Another init section was published before: " + key);
                }
            }
        }
    }

    /**
     * Publishes a segment, if the lease still holds.
     * @param fragment its samples
     * @param data their bytes, read to the end
     */
    public void segment(String packageKey, String rendition, int number, Fragment fragment, InputStream data,
            TaskContext control) throws IOException {
        byte[] header = fragment.header();
        control.check();
        this.blobs.put(MediaKeys.segment(packageKey, rendition, number),
                new SequenceInputStream(new ByteArrayInputStream(header), data), header.length + fragment.bytes());
    }

}
