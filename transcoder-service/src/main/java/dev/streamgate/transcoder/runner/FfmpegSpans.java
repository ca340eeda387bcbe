/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import org.springframework.stereotype.Component;

import dev.streamgate.hardening.tracing.TraceContextStore;
import dev.streamgate.media.ffmpeg.FfmpegListener;

/** Records each run of ffmpeg or ffprobe as a child span of its task. */
@Component
class FfmpegSpans implements FfmpegListener {

    private final TraceContextStore traces;

    FfmpegSpans(TraceContextStore traces) {
        this.traces = traces;
    }

    @Override
    public RunListener started(String program) {
        return new RunSpan(this.traces.startChild(program));
    }

    private record RunSpan(TraceContextStore.ResumedSpan span) implements RunListener {

        @Override
        public void tag(String key, String value) {
            this.span.tag(key, value);
        }

        @Override
        public void ended(String exit, boolean failed) {
            this.span.tag("exit", exit);
            if (failed) {
                this.span.error("exit " + exit);
            }
            this.span.close();
        }

    }

}
