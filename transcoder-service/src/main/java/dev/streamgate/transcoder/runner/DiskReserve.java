/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import java.io.IOException;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.media.blob.BlobStore;

/**
 * Leaves free disk space: below it, only tasks are leased that delete files. Larger than
 * the reserve of uploads, since running tasks still write. Thread-safe.
 */
@Component
class DiskReserve {

    private static final Logger log = LoggerFactory.getLogger(DiskReserve.class);

    private final BlobStore blobs;

    private final long reserve;

    private volatile boolean used;

    DiskReserve(BlobStore blobs, RunnerProperties properties) {
        this.blobs = blobs;
        this.reserve = properties.diskReserve().toBytes();
    }

    /** The types of tasks that may be leased now, of all types. */
    List<String> permitted(List<String> types) {
        boolean below = isBelow();
        if (below && !this.used) {
            log.warn("Less than {} bytes are free: only deletions are leased until there are more", this.reserve);
        }
        this.used = below;
        return below ? types.stream().filter(MediaTask.PURGE::equals).toList() : types;
    }

    private boolean isBelow() {
        try {
            return this.blobs.usableSpace() < this.reserve;
        }
        catch (IOException ex) {
            log.debug("The free disk space cannot be determined", ex);
            return false;
        }
    }

}
