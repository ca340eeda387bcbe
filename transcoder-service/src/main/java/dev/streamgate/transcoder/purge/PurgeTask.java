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
import dev.streamgate.transcoder.task.Task;
import dev.streamgate.transcoder.task.TaskContext;

/** Deletes everything made for a presentation or, without one, a source. */
@Component
class PurgeTask implements Task {

    private final BlobStore blobs;

    PurgeTask(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public String type() {
        return MediaTask.PURGE;
    }

    @Override
    public Map<String, Object> run(MediaTask task, TaskContext control) throws IOException {
        control.check();
        String packageKey = task.packageKey();
        if (packageKey != null) {
            // First the plan: without it nobody takes the rest for a finished video.
            this.blobs.delete(MediaKeys.presentation(packageKey));
            this.blobs.deleteFolder(MediaKeys.folder(packageKey));
        }
        else {
            this.blobs.delete(task.sourceKey());
        }
        return Map.of();
    }

}
