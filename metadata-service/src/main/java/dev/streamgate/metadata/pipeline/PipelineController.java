/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.pipeline;

import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.metadata.FirstSegmentServed;
import dev.streamgate.contracts.metadata.MediaUpdate;
import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.contracts.metadata.PlaybackView;
import dev.streamgate.contracts.metadata.AttachSource;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.metadata.content.Contents;

/** The pipeline's side of contents, for services only. */
@RestController
class PipelineController implements PipelineApi {

    private final MediaPipelineUpdates pipeline;

    private final Contents contents;

    PipelineController(MediaPipelineUpdates pipeline, Contents contents) {
        this.pipeline = pipeline;
        this.contents = contents;
    }

    @Override
    @Audited("content.attach")
    public void attach(String contentId, AttachSource source) {
        this.pipeline.attach(contentId, source);
    }

    @Override
    public void update(String contentId, MediaUpdate update) {
        this.pipeline.update(contentId, update);
    }

    @Override
    public PlaybackView playback(String contentId) {
        return this.contents.read(contentId).playback();
    }

    @Override
    public FirstSegmentServed firstServed(String contentId) {
        return new FirstSegmentServed(this.pipeline.takeTrace(contentId).orElse(null));
    }

}
