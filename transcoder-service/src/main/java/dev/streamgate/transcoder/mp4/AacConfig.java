/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.nio.BufferUnderflowException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * An AAC configuration.
 *
 * @param objectType MPEG-4 audio object type: 2 is AAC-LC
 * @param sampleRate Hz
 * @param channels channel count; 0 if the configuration does not specify it
 */
public record AacConfig(int objectType, int sampleRate, int channels) {

    /** Samples per frame. */
    public static final int FRAME_SAMPLES = 1024;

    /** MPEG-4 audio object type of AAC-LC. */
    public static final int LOW_COMPLEXITY = 2;

    private static final List<Integer> SAMPLE_RATES = List.of(96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000,
            22_050, 16_000, 12_000, 11_025, 8_000, 7_350);

    private static final int EXPLICIT_RATE = 15;

    /**
     * Reads the configuration of a sample entry {@code mp4a}.
     * @return {@code null} if its codec is another one, for instance MP3
     */
    static @Nullable AacConfig read(BoxReader entry) throws UnsupportedMp4Exception {
        entry.skip(8);
        int version = entry.uint16();
        entry.skip(switch (version) {
            case 0 -> 18;
            case 1 -> 34;
            case 2 -> 54;
            default -> throw new UnsupportedMp4Exception("the audio sample entry has an unknown version");
        });
        Optional<BoxReader> esds = entry.child("esds");
        if (esds.isEmpty()) {
            esds = entry.child("wave").flatMap((wave) -> wave.child("esds"));
        }
        return read(esds.orElseThrow(() -> new UnsupportedMp4Exception("the audio track has no decoder configuration")),
                4);
    }

    /** Skips descriptors until the AudioSpecificConfig. */
    private static @Nullable AacConfig read(BoxReader esds, int fullBoxHeader) throws UnsupportedMp4Exception {
        esds.skip(fullBoxHeader);
        while (esds.remaining() > 0) {
            int tag = esds.uint8();
            int length = descriptorLength(esds);
            switch (tag) {
                case 3 -> {
                    esds.skip(2);
                    int flags = esds.uint8();
                    esds.skip(((flags & 0x80) != 0) ? 2 : 0);
                    esds.skip(((flags & 0x40) != 0) ? esds.uint8() : 0);
                    esds.skip(((flags & 0x20) != 0) ? 2 : 0);
                }
                case 4 -> {
                    if (esds.uint8() != 0x40) {
                        return null;
                    }
                    esds.skip(12);
                }
                case 5 -> {
                    return parse(esds.bytes(length));
                }
                default -> esds.skip(length);
            }
        }
        throw new UnsupportedMp4Exception("the audio track has no decoder configuration");
    }

    private static int descriptorLength(BoxReader esds) {
        int length = 0;
        for (int i = 0; i < 4; i++) {
            int next = esds.uint8();
            length = (length << 7) | (next & 0x7f);
            if ((next & 0x80) == 0) {
                break;
            }
        }
        return length;
    }

    /** Parses an AudioSpecificConfig (ISO/IEC 14496-3). */
    static AacConfig parse(byte[] config) {
        Bits bits = new Bits(config);
        int type = bits.next(5);
        if (type == 31) {
            type = 32 + bits.next(6);
        }
        int index = bits.next(4);
        int rate = (index == EXPLICIT_RATE) ? bits.next(24) : rate(index);
        return new AacConfig(type, rate, channels(bits.next(4)));
    }

    /** Parses the header of an ADTS frame. */
    public static AacConfig ofAdts(byte[] header) {
        Bits bits = new Bits(header);
        bits.next(16);
        int type = bits.next(2) + 1;
        int rate = rate(bits.next(4));
        bits.next(1);
        return new AacConfig(type, rate, channels(bits.next(3)));
    }

    private static int rate(int index) {
        if (index >= SAMPLE_RATES.size()) {
            throw new BufferUnderflowException();
        }
        return SAMPLE_RATES.get(index);
    }

    private static int channels(int configuration) {
        return (configuration == 7) ? 8 : configuration;
    }

    /** Encodes the AudioSpecificConfig. */
    byte[] specificConfig() {
        int index = SAMPLE_RATES.indexOf(this.sampleRate);
        if (index < 0 || this.objectType > 30) {
            throw new IllegalStateException("Cannot be expressed as AudioSpecificConfig: " + this);
        }
        int configuration = (this.channels == 8) ? 7 : this.channels;
        int value = (this.objectType << 11) | (index << 7) | (configuration << 3);
        return new byte[] { (byte) (value >> 8), (byte) value };
    }

    /** Whether it is AAC-LC that {@link #specificConfig()} can express. */
    public boolean isPlain() {
        return SAMPLE_RATES.contains(this.sampleRate) && this.objectType == LOW_COMPLEXITY && this.channels > 0;
    }

    /** RFC 6381, for instance {@code mp4a.40.2}. */
    public String codecs() {
        return "mp4a.40." + this.objectType;
    }

    /** A bit reader. */
    private static final class Bits {

        private final byte[] bytes;

        private int position;

        Bits(byte[] bytes) {
            this.bytes = Arrays.copyOf(bytes, bytes.length);
        }

        int next(int count) {
            int value = 0;
            for (int i = 0; i < count; i++, this.position++) {
                if (this.position >> 3 >= this.bytes.length) {
                    throw new BufferUnderflowException();
                }
                value = (value << 1) | ((this.bytes[this.position >> 3] >> (7 - (this.position & 7))) & 1);
            }
            return value;
        }

    }

}
