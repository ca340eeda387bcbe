package dev.streamgate.metadata.pipeline;

import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.metadata.FirstServing;
import dev.streamgate.contracts.metadata.MediaUpdate;
import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.contracts.metadata.PlaybackView;
import dev.streamgate.contracts.metadata.SourceAttached;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.metadata.content.Contents;

/** The pipeline's side of contents, for services only. */
@RestController
class PipelineController implements PipelineApi {

    private final Pipeline pipeline;

    private final Contents contents;

    PipelineController(Pipeline pipeline, Contents contents) {
        this.pipeline = pipeline;
        this.contents = contents;
    }

    @Override
    @Audited("content.attach")
    public void attach(String contentId, SourceAttached source) {
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
    public FirstServing firstServed(String contentId) {
        return new FirstServing(this.pipeline.takeTrace(contentId).orElse(null));
    }

}
