/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.encode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.contracts.media.VideoCodec;
import dev.streamgate.transcoder.mp4.Fragment;
import dev.streamgate.transcoder.mp4.FragmentReader.TrackHeader;
import dev.streamgate.transcoder.mp4.FrameTimes;
import dev.streamgate.transcoder.mp4.InitSection;
import dev.streamgate.transcoder.mp4.VideoConfig;
import dev.streamgate.transcoder.mp4.VideoTimeline;
import dev.streamgate.transcoder.segment.SegmentFrames;
import dev.streamgate.transcoder.segment.SegmentPublisher;
import dev.streamgate.transcoder.task.TaskContext;

/**
 * Assembles the samples of one rendition into segments and publishes each as soon as it
 * is complete. ffmpeg's timestamps only order the frames; the exact times are those of
 * the plan.
 */
final class SegmentAssembler {

    /**
     * By how many frames x264 and x265 reorder at most: one, or two if B frames refer to
     * each other. Samples of AV1 contain what precedes them, and are in order.
     */
    private static final int REORDERED_FRAMES = 2;

    private final String packageKey;

    private final VideoRendition rendition;

    private final int timescale;

    private final SegmentFrames segments;

    private final FrameTimes times;

    private final long delay;

    private final SegmentPublisher publisher;

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    private int segment;

    private int firstFrame;

    private int count;

    private int[] sizes;

    private long[] presentationTimes;

    private boolean[] sync;

    SegmentAssembler(EncodeJob job, VideoRendition rendition, SegmentPublisher publisher) {
        this.packageKey = job.presentation().packageKey();
        this.rendition = rendition;
        this.timescale = job.presentation().timescale();
        this.segments = job.segments();
        this.times = job.times();
        this.delay = (job.presentation().extras() != null) ? delay(job.times(), rendition) : 0;
        this.publisher = publisher;
        this.segment = job.from();
        this.firstFrame = this.segments.firstFrame(this.segment);
        int frames = this.segments.frames(this.segment);
        this.sizes = new int[frames];
        this.presentationTimes = new long[frames];
        this.sync = new boolean[frames];
    }

    private static long delay(FrameTimes times, VideoRendition rendition) {
        if (rendition.mode() == Mode.REMUX && times instanceof VideoTimeline copied) {
            return copied.reorderDelay();
        }
        return (VideoCodec.of(rendition.codecs()) != VideoCodec.AV1) ? times.reorderDelay(REORDERED_FRAMES) : 0;
    }

    /** The first unpublished segment. */
    int segment() {
        return this.segment;
    }

    void accept(TrackHeader track, long time, boolean isSync, byte[] sample, TaskContext context) throws IOException {
        if (this.segment == this.segments.count()) {
            throw new IOException("ffmpeg wrote more frames than requested");
        }
        if (this.count == 0) {
            startSegment(track, isSync);
        }
        this.sizes[this.count] = sample.length;
        this.presentationTimes[this.count] = time;
        this.sync[this.count] = isSync;
        this.data.writeBytes(sample);
        this.count++;
        if (this.count == this.sizes.length) {
            publish(track, context);
        }
    }

    private void startSegment(TrackHeader track, boolean isSync) throws IOException {
        if (!isSync) {
            throw new IOException(
                    "Segment " + this.segment + " of " + this.rendition.name() + " does not start with a key frame");
        }
        VideoConfig config = track.config();
        if (this.rendition.mode() == Mode.REMUX) {
            return;
        }
        if (!config.codecs().equals(this.rendition.codecs()) || config.width() != this.rendition.width()
                || config.height() != this.rendition.height()) {
            throw new IOException("The encoder produced " + config.codecs() + " " + config.width() + "x"
                    + config.height() + " instead of " + this.rendition);
        }
    }

    private void publish(TrackHeader track, TaskContext context) throws IOException {
        long[] ordered = this.presentationTimes.clone();
        Arrays.sort(ordered);
        long start = this.times.at(this.firstFrame);
        Fragment fragment = new Fragment(this.segment, start, this.count);
        for (int i = 0; i < this.count; i++) {
            int position = Arrays.binarySearch(ordered, this.presentationTimes[i]);
            long decodeTime = this.times.at(this.firstFrame + i);
            long duration = this.times.at(this.firstFrame + i + 1) - decodeTime;
            checkTime(track, this.presentationTimes[i] - ordered[0], this.firstFrame + position);
            fragment.add(this.sizes[i], duration, this.times.at(this.firstFrame + position) - decodeTime + this.delay,
                    this.sync[i]);
        }
        if (this.rendition.mode() == Mode.ENCODE) {
            this.publisher.init(this.packageKey, this.rendition.name(),
                    InitSection.video(track.config(), this.timescale, this.delay));
        }
        this.publisher.segment(this.packageKey, this.rendition.name(), this.segment, fragment,
                new ByteArrayInputStream(this.data.toByteArray()), context);
        nextSegment();
    }

    /** A deviation of more than one frame duration means that frames were lost. */
    private void checkTime(TrackHeader track, long ticks, int frame) throws IOException {
        double expected = (double) (this.times.sourceAt(frame) - this.times.sourceAt(this.firstFrame)) / this.timescale;
        double tolerance = (double) (this.times.at(frame + 1) - this.times.at(frame)) / this.timescale + 0.002;
        if (Math.abs((double) ticks / track.timescale() - expected) > tolerance) {
            throw new IOException("Frame " + frame + " of " + this.rendition.name() + " has an unexpected timestamp");
        }
    }

    private void nextSegment() {
        this.firstFrame += this.count;
        this.segment++;
        this.count = 0;
        this.data.reset();
        int frames = (this.segment < this.segments.count()) ? this.segments.frames(this.segment) : 0;
        if (frames != this.sizes.length) {
            this.sizes = new int[frames];
            this.presentationTimes = new long[frames];
            this.sync = new boolean[frames];
        }
    }

}
