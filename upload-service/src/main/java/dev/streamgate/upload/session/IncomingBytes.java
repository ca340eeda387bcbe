/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.web.util.DisconnectedClientHelper;

import dev.streamgate.hardening.problem.ProblemException;

/**
 * A request's body, as far as it comes: it must not come too slowly, and the disk must
 * keep its reserve while it does. What ends it early is remembered, so that the fault of
 * the client can be told from a fault of the disk. Not safe for threads.
 */
public final class IncomingBytes extends InputStream {

    private static final Logger log = LoggerFactory.getLogger(IncomingBytes.class);

    private static final long SPACE_CHECK = 64L * 1024 * 1024;

    private final InputStream body;

    private final UploadLimits bounds;

    private final Pace pace;

    private long read;

    private long nextSpaceCheck = SPACE_CHECK;

    private @Nullable ProblemException failure;

    private boolean gone;

    IncomingBytes(InputStream body, UploadLimits bounds, Pace pace) {
        this.body = body;
        this.bounds = bounds;
        this.pace = pace;
    }

    /** Whether the body is at its end because the client, or a bound, broke it off. */
    public boolean isBroken() {
        return this.gone || this.failure != null;
    }

    /**
     * Tells whose fault it is that the body was not taken in.
     * @param ex what happened
     * @return what happened, where the client has gone or the disk failed
     * @throws ProblemException where the client can be told
     */
    public IOException explain(IOException ex) {
        if (this.failure != null) {
            throw this.failure;
        }
        return this.gone ? ex : UploadLimits.explain(ex);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count;
        try {
            count = this.body.read(buffer, offset, length);
        }
        catch (IOException ex) {
            if (DisconnectedClientHelper.isClientDisconnectedException(ex)) {
                log.info("The client went away after {} bytes", this.read);
                this.gone = true;
                throw ex;
            }
            throw end(new ProblemException(UploadProblems.INTERRUPTED,
                    "The body broke off after %d bytes.".formatted(this.read), ex));
        }
        if (count > 0) {
            this.read += count;
            if (!this.pace.keeps(count)) {
                throw end(new ProblemException(UploadProblems.TOO_SLOW, "The body came too slowly."));
            }
            checkSpace();
        }
        return count;
    }

    private void checkSpace() throws IOException {
        if (this.read >= this.nextSpaceCheck) {
            this.nextSpaceCheck = this.read + SPACE_CHECK;
            try {
                this.bounds.checkSpace(0);
            }
            catch (ProblemException ex) {
                throw end(ex);
            }
        }
    }

    private IOException end(ProblemException problem) {
        this.failure = problem;
        EOFException end = new EOFException("The body ended early");
        end.initCause(problem);
        return end;
    }

    /** Measures whether enough bytes come in each window of time. */
    static final class Pace {

        private final long bytesPerWindow;

        private final long window;

        private final LongSupplier nanoTime;

        private long windowEnd;

        private long bytes;

        Pace(long bytesPerSecond, Duration window, LongSupplier nanoTime) {
            this.bytesPerWindow = bytesPerSecond * window.toSeconds();
            this.window = window.toNanos();
            this.nanoTime = nanoTime;
            this.windowEnd = nanoTime.getAsLong() + this.window;
        }

        boolean keeps(int count) {
            this.bytes += count;
            long now = this.nanoTime.getAsLong();
            if (now - this.windowEnd < 0) {
                return true;
            }
            boolean enough = this.bytes >= this.bytesPerWindow;
            this.bytes = 0;
            this.windowEnd = now + this.window;
            return enough;
        }

    }

}
