/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The frames of an MP4's video track and the points at which it can be cut, so that each
 * part decodes on its own and contains exactly the frames between its cuts.
 */
public final class VideoTimeline implements FrameTimes {

    private final SampleTable samples;

    /** Presentation times relative to the first, in decode order. */
    private final long[] times;

    /** The same in presentation order, followed by the end. */
    private final long[] ordered;

    private final int[] cuts;

    /** Ticks from the presentation's start to the first frame's time in the source. */
    private final long lead;

    private VideoTimeline(SampleTable samples, long[] times, long[] ordered, int[] cuts, long lead) {
        this.samples = samples;
        this.times = times;
        this.ordered = ordered;
        this.cuts = cuts;
        this.lead = lead;
    }

    /**
     * Computes the timeline of a track; empty if two frames have the same presentation
     * time, or the first cannot be decoded on its own.
     */
    public static Optional<VideoTimeline> of(SampleTable samples) {
        int count = samples.count();
        if (count == 0) {
            return Optional.empty();
        }
        long first = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            first = Math.min(first, samples.presentationTime(i));
        }
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            times[i] = samples.presentationTime(i) - first;
        }
        long[] ordered = Arrays.copyOf(times, count + 1);
        ordered[count] = Long.MAX_VALUE;
        Arrays.sort(ordered);
        for (int i = 1; i < count; i++) {
            if (ordered[i] <= ordered[i - 1]) {
                return Optional.empty();
            }
        }
        long last = ordered[count - 1];
        long previous = (count > 1) ? last - ordered[count - 2] : 1;
        ordered[count] = Math.max(samples.end() - samples.decodeTime(0), last + Math.max(1, previous / 2));
        int[] cuts = cuts(samples, times, ordered);
        return (cuts.length > 0 && cuts[0] == 0) ? Optional.of(new VideoTimeline(samples, times, ordered, cuts, 0))
                : Optional.empty();
    }

    /**
     * A key frame is a cut if all frames decoded before it precede it in presentation
     * order and all others follow: it then has the same position in both orders.
     */
    private static int[] cuts(SampleTable samples, long[] times, long[] ordered) {
        int[] cuts = new int[times.length];
        int count = 0;
        long latestBefore = Long.MIN_VALUE;
        for (int i = 0; i < times.length; i++) {
            if (samples.isSync(i) && latestBefore < times[i] && ordered[i] == times[i]) {
                cuts[count++] = i;
            }
            latestBefore = Math.max(latestBefore, times[i]);
        }
        return Arrays.copyOf(cuts, count);
    }

    @Override
    public int count() {
        return this.times.length;
    }

    @Override
    public long at(int frame) {
        return this.ordered[frame];
    }

    @Override
    public long sourceAt(int frame) {
        return (frame == 0) ? this.lead : this.ordered[frame];
    }

    /**
     * This timeline with the first frame held before its time, and the last one after it.
     * @param leading ticks by which the presentation starts before the first frame
     * @param end end of the presentation in ticks from its start
     */
    public VideoTimeline within(long leading, long end) {
        long[] shifted = new long[this.times.length];
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] = (this.times[i] == 0) ? 0 : this.times[i] + leading;
        }
        long[] shiftedInOrder = this.ordered.clone();
        for (int i = 1; i < shiftedInOrder.length; i++) {
            shiftedInOrder[i] += leading;
        }
        shiftedInOrder[count()] = Math.max(end, shiftedInOrder[count() - 1] + 1);
        return new VideoTimeline(this.samples, shifted, shiftedInOrder, this.cuts, leading);
    }

    /** The samples, in decode order. */
    public SampleTable samples() {
        return this.samples;
    }

    /** Presentation time of a sample, by its position in decode order. */
    public long presentationTime(int sample) {
        return this.times[sample];
    }

    /**
     * The largest delay in ticks by which a sample is presented earlier than it would be
     * decoded, if decode times are the presentation times in ascending order.
     */
    public long reorderDelay() {
        long delay = 0;
        for (int sample = 0; sample < this.times.length; sample++) {
            delay = Math.max(delay, this.ordered[sample] - this.times[sample]);
        }
        return delay;
    }

    /** Longest duration between two cuts in ticks. */
    public long longestInterval() {
        long longest = 0;
        for (int i = 0; i < this.cuts.length; i++) {
            int end = (i + 1 < this.cuts.length) ? this.cuts[i + 1] : count();
            longest = Math.max(longest, at(end) - at(this.cuts[i]));
        }
        return longest;
    }

    /**
     * Chooses cuts as segment boundaries.
     * @param firstDuration minimum duration of the first segment in ticks
     * @param duration minimum duration of the others except the last in ticks
     * @return number of frames of each segment
     */
    public List<Integer> segments(long firstDuration, long duration) {
        List<Integer> frames = new ArrayList<>();
        int begin = 0;
        for (int cut : this.cuts) {
            if (cut > begin && at(cut) - at(begin) >= (frames.isEmpty() ? firstDuration : duration)) {
                frames.add(cut - begin);
                begin = cut;
            }
        }
        frames.add(count() - begin);
        return frames;
    }

}
