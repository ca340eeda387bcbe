/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

/**
 * AAC-LC frames of silence (ISO/IEC 14496-3, table 4.3 and following): syntactic elements
 * without any scale factor band, which every sample rate allows.
 */
public final class SilentFrame {

    private static final int SINGLE = 0;

    private static final int PAIR = 1;

    private static final int LOW_FREQUENCY = 3;

    private static final int END = 7;

    private final byte[] bytes = new byte[64];

    private int position;

    private SilentFrame() {
    }

    /** Whether a channel count has a channel configuration of its own. */
    public static boolean exists(int channels) {
        return (channels >= 1 && channels <= 6) || channels == 8;
    }

    /**
     * The bytes of a frame.
     * @param channels channel count, which must {@linkplain #exists exist}
     */
    public static byte[] of(int channels) {
        int[] elements = switch (channels) {
            case 1 -> new int[] { SINGLE };
            case 2 -> new int[] { PAIR };
            case 3 -> new int[] { SINGLE, PAIR };
            case 4 -> new int[] { SINGLE, PAIR, SINGLE };
            case 5 -> new int[] { SINGLE, PAIR, PAIR };
            case 6 -> new int[] { SINGLE, PAIR, PAIR, LOW_FREQUENCY };
            case 8 -> new int[] { SINGLE, PAIR, PAIR, PAIR, LOW_FREQUENCY };
            default -> throw new IllegalArgumentException("No channel configuration for " + channels + " channels");
        };
        SilentFrame frame = new SilentFrame();
        int[] tags = new int[END];
        for (int element : elements) {
            frame.element(element, tags[element]++);
        }
        frame.put(END, 3);
        byte[] complete = new byte[(frame.position + 7) / 8];
        System.arraycopy(frame.bytes, 0, complete, 0, complete.length);
        return complete;
    }

    /** A number of frames, one after the other. */
    public static byte[] of(int channels, int count) {
        byte[] frame = of(channels);
        byte[] frames = new byte[count * frame.length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(frame, 0, frames, i * frame.length, frame.length);
        }
        return frames;
    }

    private void element(int element, int tag) {
        put(element, 3);
        put(tag, 4);
        if (element == PAIR) {
            // common_window, then ics_info and ms_mask_present for both channels.
            put(1, 1);
            windows();
            put(0, 2);
            channel(false);
            channel(false);
        }
        else {
            channel(true);
        }
    }

    private void channel(boolean ownWindows) {
        // global_gain, whose value does not matter.
        put(0, 8);
        if (ownWindows) {
            windows();
        }
        // pulse_data_present, tns_data_present, gain_control_data_present.
        put(0, 3);
    }

    /** One long window with max_sfb 0. */
    private void windows() {
        put(0, 1 + 2 + 1 + 6 + 1);
    }

    private void put(int value, int bits) {
        for (int bit = bits - 1; bit >= 0; bit--, this.position++) {
            this.bytes[this.position >> 3] |= (byte) (((value >> bit) & 1) << (7 - (this.position & 7)));
        }
    }

}
