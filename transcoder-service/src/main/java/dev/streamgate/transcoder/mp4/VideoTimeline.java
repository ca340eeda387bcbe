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
 * The frames of an MP4's video as they are, and where it can be cut so that each piece
 * decodes alone and shows exactly what no other piece shows.
 */
public final class VideoTimeline implements FrameTimes {

    private final SampleTable samples;

    /** Times of showing from the first on, in decode order and in order; the end last. */
    private final long[] shown;

    private final long[] ordered;

    private final int[] cuts;

    private VideoTimeline(SampleTable samples, long[] shown, long[] ordered, int[] cuts) {
        this.samples = samples;
        this.shown = shown;
        this.ordered = ordered;
        this.cuts = cuts;
    }

    /**
     * Reads the timeline of a track; empty when two frames are shown at one time, or the
     * first cannot be decoded alone.
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
        long[] shown = new long[count];
        for (int i = 0; i < count; i++) {
            shown[i] = samples.presentationTime(i) - first;
        }
        long[] ordered = Arrays.copyOf(shown, count + 1);
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
        int[] cuts = cuts(samples, shown, ordered);
        return (cuts.length > 0 && cuts[0] == 0) ? Optional.of(new VideoTimeline(samples, shown, ordered, cuts))
                : Optional.empty();
    }

    /**
     * A key frame is a cut when all frames decoded before it are shown before it and all
     * after it later: then it has the same place in both orders.
     */
    private static int[] cuts(SampleTable samples, long[] shown, long[] ordered) {
        int[] cuts = new int[shown.length];
        int found = 0;
        long latestBefore = Long.MIN_VALUE;
        for (int i = 0; i < shown.length; i++) {
            if (samples.isSync(i) && latestBefore < shown[i] && ordered[i] == shown[i]) {
                cuts[found++] = i;
            }
            latestBefore = Math.max(latestBefore, shown[i]);
        }
        return Arrays.copyOf(cuts, found);
    }

    @Override
    public int count() {
        return this.shown.length;
    }

    @Override
    public long at(int frame) {
        return this.ordered[frame];
    }

    /** The samples, in decode order. */
    public SampleTable samples() {
        return this.samples;
    }

    /** When a sample is shown, by its place in decode order. */
    public long shown(int sample) {
        return this.shown[sample];
    }

    /** The first frames of all pieces that decode alone. */
    public List<Integer> cuts() {
        return Arrays.stream(this.cuts).boxed().toList();
    }

    /** The longest piece between two cuts, in ticks. */
    public long longestPiece() {
        long longest = 0;
        for (int i = 0; i < this.cuts.length; i++) {
            int end = (i + 1 < this.cuts.length) ? this.cuts[i + 1] : count();
            longest = Math.max(longest, at(end) - at(this.cuts[i]));
        }
        return longest;
    }

    /**
     * Groups pieces into segments.
     * @param first least ticks of the first segment
     * @param least least ticks of the others, but the last
     * @return number of frames of each segment
     */
    public List<Integer> segments(long first, long least) {
        List<Integer> frames = new ArrayList<>();
        int begin = 0;
        for (int cut : this.cuts) {
            if (cut > begin && at(cut) - at(begin) >= (frames.isEmpty() ? first : least)) {
                frames.add(cut - begin);
                begin = cut;
            }
        }
        frames.add(count() - begin);
        return frames;
    }

}
