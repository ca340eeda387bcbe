/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.purge;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.media.blob.Blob;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.media.presentation.PresentationStore;
import dev.streamgate.transcoder.task.Task;
import dev.streamgate.transcoder.task.TaskContext;

/**
 * Deletes a package; for tasks without a package key, a source. A runner that was paused
 * until its lease expired deletes nothing that was published since: each deletion is
 * preceded by a check of the lease, and only affects what is older than the task.
 */
@Component
class PurgeTask implements Task {

    private final BlobStore blobs;

    private final PresentationStore presentations;

    private final Clock clock;

    PurgeTask(BlobStore blobs, PresentationStore presentations, Clock clock) {
        this.blobs = blobs;
        this.presentations = presentations;
        this.clock = clock;
    }

    @Override
    public String type() {
        return MediaTask.PURGE;
    }

    @Override
    public Map<String, Object> run(MediaTask task, TaskContext context) throws IOException {
        Instant started = this.clock.instant();
        context.checkActive();
        String packageKey = task.packageKey();
        if (packageKey != null) {
            // The presentation goes first: a package without one counts as absent.
            Optional<Blob> presentation = this.blobs.stat(MediaKeys.presentation(packageKey));
            if (presentation.isPresent() && !presentation.get().lastModified().isAfter(started)) {
                context.checkActive();
                this.presentations.delete(packageKey);
            }
            String folder = MediaKeys.folder(packageKey);
            this.blobs.deleteFolder(folder, started, context::checkActive);
            context.checkActive();
            if (!this.blobs.list(folder, null, 1).isEmpty()) {
                throw new IOException("Objects of package " + packageKey + " are newer than its purge");
            }
        }
        else {
            this.blobs.delete(task.sourceKey());
        }
        return Map.of();
    }

}
