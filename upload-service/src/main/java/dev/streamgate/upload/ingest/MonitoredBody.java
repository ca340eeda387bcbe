/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.util.DisconnectedClientHelper;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.suite.load.MinimumRate;
import dev.streamgate.upload.session.UploadLimits;
import dev.streamgate.upload.session.UploadProblems;
import dev.streamgate.upload.session.UploadProperties;

/**
 * A request body that ends early when it arrives below the minimum rate or when the disk
 * would lose its reserve. Remembers the cause, so that {@link #translate} distinguishes
 * failures of the client from failures of the disk. Not thread-safe.
 */
public final class MonitoredBody extends InputStream {

    private static final Logger log = LoggerFactory.getLogger(MonitoredBody.class);

    /** Bytes between two checks of space and quota. */
    static final long CHECK_INTERVAL = 64L * 1024 * 1024;

    private final InputStream body;

    private final SpaceCheck space;

    private final MinimumRate rate;

    private long read;

    private long nextSpaceCheck = CHECK_INTERVAL;

    private @Nullable ProblemException problem;

    private boolean disconnected;

    /**
     * Monitors a request body.
     * @param body the body
     * @param space checks whether more bytes may be received
     * @param properties the minimum rate
     */
    public MonitoredBody(InputStream body, SpaceCheck space, UploadProperties properties) {
        this.body = body;
        this.space = space;
        this.rate = new MinimumRate(properties.minBytesPerSecond().toBytes(), properties.slowBodyWindow(),
                System::nanoTime);
    }

    /** Whether the body ended early: the client disconnected or a limit was exceeded. */
    public boolean isInterrupted() {
        return this.disconnected || this.problem != null;
    }

    /**
     * Translates a failure to receive the body.
     * @param ex the failure
     * @return the failure, if the client has disconnected or the disk failed
     * @throws ProblemException the reply to the client in all other cases
     */
    public IOException translate(IOException ex) {
        if (this.problem != null) {
            throw this.problem;
        }
        return this.disconnected ? ex : UploadLimits.translate(ex);
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
                log.info("Client disconnected after {} bytes of the request body", this.read);
                this.disconnected = true;
                throw ex;
            }
            throw end(new ProblemException(UploadProblems.INTERRUPTED,
                    "The request body ended after %d bytes.".formatted(this.read), ex));
        }
        if (count > 0) {
            this.read += count;
            if (!this.rate.record(count)) {
                throw end(new ProblemException(UploadProblems.TOO_SLOW,
                        "Request the current offset and resume from there."));
            }
            checkSpace();
        }
        return count;
    }

    private void checkSpace() throws IOException {
        if (this.read >= this.nextSpaceCheck) {
            this.nextSpaceCheck = this.read + CHECK_INTERVAL;
            try {
                this.space.check(this.read);
            }
            catch (ProblemException ex) {
                throw end(ex);
            }
        }
    }

    private IOException end(ProblemException cause) {
        this.problem = cause;
        EOFException end = new EOFException("The request body ended early");
        end.initCause(cause);
        return end;
    }

    /** Checks whether more bytes may be received. */
    @FunctionalInterface
    public interface SpaceCheck {

        /**
         * Checks whether more bytes may be received.
         * @param read bytes that were received so far
         * @throws ProblemException if not
         * @throws IOException if that cannot be determined
         */
        void check(long read) throws IOException;

    }

}
