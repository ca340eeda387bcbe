/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.pipeline;

import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.metadata.AttachSource;
import dev.streamgate.contracts.metadata.FirstSegmentServed;
import dev.streamgate.contracts.metadata.MediaUpdate;
import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.contracts.metadata.PlaybackView;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.metadata.caption.CaptionStore;
import dev.streamgate.metadata.content.Contents;
import dev.streamgate.metadata.poster.PosterStore;

/** The media pipeline's access to contents, for services only. */
@RestController
class PipelineController implements PipelineApi {

    private final MediaPipelineUpdates updates;

    private final Contents contents;

    private final CaptionStore captions;

    private final PosterStore posters;

    PipelineController(MediaPipelineUpdates updates, Contents contents, CaptionStore captions, PosterStore posters) {
        this.updates = updates;
        this.contents = contents;
        this.captions = captions;
        this.posters = posters;
    }

    @Override
    @Audited("content.attach")
    public void attach(String contentId, AttachSource source) {
        this.updates.attach(contentId, source);
    }

    @Override
    public void update(String contentId, MediaUpdate update) {
        this.updates.update(contentId, update);
    }

    @Override
    public PlaybackView playback(String contentId) {
        return this.contents.read(contentId).toPlaybackView();
    }

    @Override
    public String captions(String contentId, String language) {
        return this.captions.find(contentId, language)
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "Captions not found."));
    }

    @Override
    public byte[] poster(String contentId) {
        return this.posters.find(contentId)
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "Poster not found."));
    }

    @Override
    public FirstSegmentServed firstServed(String contentId) {
        return new FirstSegmentServed(this.updates.takeTrace(contentId).orElse(null));
    }

}
