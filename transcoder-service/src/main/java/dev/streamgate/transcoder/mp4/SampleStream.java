/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of consecutive samples, read from the file. */
public final class SampleStream extends InputStream {

    private final FileChannel file;

    private final SampleTable samples;

    private final int end;

    private int next;

    private long position;

    private long remaining;

    /**
     * Creates a stream of a range of samples.
     * @param file the file; stays open
     * @param samples the track's samples
     * @param from first sample, inclusive
     * @param to last sample, exclusive
     */
    public SampleStream(FileChannel file, SampleTable samples, int from, int to) {
        this.file = file;
        this.samples = samples;
        this.next = from;
        this.end = to;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        extend(length);
        if (this.remaining == 0) {
            return -1;
        }
        int read = this.file.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, this.remaining)),
                this.position);
        if (read < 0) {
            throw new EOFException("The source was truncated");
        }
        this.position += read;
        this.remaining -= read;
        return read;
    }

    /** Extends the range by further samples while they are contiguous in the file. */
    private void extend(int wanted) {
        while (this.next < this.end && this.remaining < wanted) {
            long offset = this.samples.offset(this.next);
            if (this.remaining == 0) {
                this.position = offset;
            }
            else if (offset != this.position + this.remaining) {
                return;
            }
            this.remaining += this.samples.size(this.next++);
        }
    }

}
