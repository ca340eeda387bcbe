/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.encode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.transcoder.mp4.AvcConfig;
import dev.streamgate.transcoder.mp4.Fragment;
import dev.streamgate.transcoder.mp4.FragmentReader.TrackHeader;
import dev.streamgate.transcoder.mp4.FrameTimes;
import dev.streamgate.transcoder.mp4.InitSection;
import dev.streamgate.transcoder.presentation.SegmentPublisher;
import dev.streamgate.transcoder.presentation.Segments;
import dev.streamgate.transcoder.task.TaskContext;

/**
 * Gathers the samples of one rendition into segments and publishes each as soon as it is
 * whole. ffmpeg's own times serve only to order the frames: the exact ones are those of
 * the plan.
 */
final class SegmentAssembler {

    private final String packageKey;

    private final VideoRendition rendition;

    private final int timescale;

    private final Segments segments;

    private final FrameTimes times;

    private final SegmentPublisher files;

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    private int segment;

    private int firstFrame;

    private int count;

    private int[] sizes;

    private long[] shown;

    private boolean[] sync;

    SegmentAssembler(EncodeJob job, VideoRendition rendition, SegmentPublisher files) {
        this.packageKey = job.presentation().packageKey();
        this.rendition = rendition;
        this.timescale = job.presentation().timescale();
        this.segments = job.segments();
        this.times = job.times();
        this.files = files;
        this.segment = job.from();
        this.firstFrame = this.segments.firstFrame(this.segment);
        int frames = this.segments.frames(this.segment);
        this.sizes = new int[frames];
        this.shown = new long[frames];
        this.sync = new boolean[frames];
    }

    /** The first segment that is not published yet. */
    int segment() {
        return this.segment;
    }

    void accept(TrackHeader track, long time, boolean isSync, byte[] sample, TaskContext control) throws IOException {
        if (this.segment == this.segments.count()) {
            throw new IOException("ffmpeg wrote more frames than it was asked for");
        }
        if (this.count == 0) {
            begin(track, isSync);
        }
        this.sizes[this.count] = sample.length;
        this.shown[this.count] = time;
        this.sync[this.count] = isSync;
        this.data.writeBytes(sample);
        this.count++;
        if (this.count == this.sizes.length) {
            publish(track, control);
        }
    }

    private void begin(TrackHeader track, boolean isSync) throws IOException {
        if (!isSync) {
            throw new IOException(
                    "Segment " + this.segment + " of " + this.rendition.name() + " does not begin with a key frame");
        }
        AvcConfig config = track.config();
        if (!config.codecs().equals(this.rendition.codecs()) || config.width() != this.rendition.width()
                || config.height() != this.rendition.height()) {
            throw new IOException("The encoder made " + config.codecs() + " " + config.width() + "x" + config.height()
                    + " of " + this.rendition);
        }
    }

    private void publish(TrackHeader track, TaskContext control) throws IOException {
        long[] ordered = this.shown.clone();
        Arrays.sort(ordered);
        long start = this.times.at(this.firstFrame);
        Fragment fragment = new Fragment(this.segment, start, this.count);
        for (int i = 0; i < this.count; i++) {
            int place = Arrays.binarySearch(ordered, this.shown[i]);
            long decoded = this.times.at(this.firstFrame + i);
            long duration = this.times.at(this.firstFrame + i + 1) - decoded;
            checkTime(track, this.shown[i] - ordered[0], this.firstFrame + place);
            fragment.add(this.sizes[i], duration, this.times.at(this.firstFrame + place) - decoded, this.sync[i]);
        }
        this.files.init(this.packageKey, this.rendition.name(), InitSection.video(track.config(), this.timescale));
        this.files.segment(this.packageKey, this.rendition.name(), this.segment, fragment,
                new ByteArrayInputStream(this.data.toByteArray()), control);
        next();
    }

    /** A frame that is off by more than its neighbour means that frames were lost. */
    private void checkTime(TrackHeader track, long ticks, int frame) throws IOException {
        double expected = (double) (this.times.at(frame) - this.times.at(this.firstFrame)) / this.timescale;
        double tolerance = (double) (this.times.at(frame + 1) - this.times.at(frame)) / this.timescale + 0.002;
        if (Math.abs((double) ticks / track.timescale() - expected) > tolerance) {
            throw new IOException("Frame " + frame + " of " + this.rendition.name() + " is out of place");
        }
    }

    private void next() {
        this.firstFrame += this.count;
        this.segment++;
        this.count = 0;
        this.data.reset();
        int frames = (this.segment < this.segments.count()) ? this.segments.frames(this.segment) : 0;
        if (frames != this.sizes.length) {
            this.sizes = new int[frames];
            this.shown = new long[frames];
            this.sync = new boolean[frames];
        }
    }

}
