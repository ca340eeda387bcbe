/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.purge;

import java.io.IOException;
import java.util.Map;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.media.presentation.PresentationStore;
import dev.streamgate.transcoder.task.Task;
import dev.streamgate.transcoder.task.TaskContext;

/** Deletes a package; for tasks without a package key, a source. */
@Component
class PurgeTask implements Task {

    private final BlobStore blobs;

    private final PresentationStore presentations;

    PurgeTask(BlobStore blobs, PresentationStore presentations) {
        this.blobs = blobs;
        this.presentations = presentations;
    }

    @Override
    public String type() {
        return MediaTask.PURGE;
    }

    @Override
    public Map<String, Object> run(MediaTask task, TaskContext context) throws IOException {
        context.checkActive();
        String packageKey = task.packageKey();
        if (packageKey != null) {
            // The presentation goes first: a package without one counts as absent.
            this.presentations.delete(packageKey);
            this.blobs.deleteFolder(MediaKeys.folder(packageKey));
        }
        else {
            this.blobs.delete(task.sourceKey());
        }
        return Map.of();
    }

}
