/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.copy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.media.blob.BlobStore;

/**
 * The tracks of packages that were planned as copies and turned out not to decode. A
 * package is immutable, so the source is planned again, under another key, with these
 * tracks encoded. Thread-safe.
 */
@Component
public class CopyRejections {

    private final BlobStore blobs;

    CopyRejections(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** The tracks of a package that the next plan encodes. */
    public Set<Track> of(String packageKey) throws IOException {
        Set<Track> tracks = EnumSet.noneOf(Track.class);
        for (Track track : Track.values()) {
            if (this.blobs.exists(key(packageKey, track))) {
                tracks.add(track);
            }
        }
        return tracks;
    }

    /**
     * Records that a track cannot be copied.
     * @return the result of the task that found it: worker-service plans the source again
     */
    public Map<String, Object> reject(String packageKey, Track track) throws IOException {
        byte[] name = track.name().getBytes(StandardCharsets.US_ASCII);
        try (InputStream content = new ByteArrayInputStream(name)) {
            this.blobs.put(key(packageKey, track), content, name.length);
        }
        return Map.of(MediaTask.REPLAN, true);
    }

    private static String key(String packageKey, Track track) {
        return MediaKeys.folder(packageKey) + "encode-" + track.name().toLowerCase(Locale.ROOT);
    }

    /** A track that may be copied. */
    public enum Track {

        /** The source's H.264. */
        VIDEO("The video is damaged: pictures that do not decode are concealed."),

        /** The source's AAC. */
        AUDIO("The sound is damaged: what does not decode is silent.");

        private final String note;

        Track(String note) {
            this.note = note;
        }

        /** A sentence for the owner of the content. */
        public String note() {
            return this.note;
        }

    }

}
