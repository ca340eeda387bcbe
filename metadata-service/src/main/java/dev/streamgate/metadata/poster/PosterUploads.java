/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.poster;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Receives and encodes posters. Few are received at once, and one is decoded: decoders
 * need up to 110 MB of the heap. Thread-safe.
 */
@Component
class PosterUploads {

    private static final ProblemType INVALID = ProblemType.of("invalid-poster", HttpStatus.UNPROCESSABLE_CONTENT,
            "The poster is invalid");

    private static final int MAX_BYTES = 5 * 1024 * 1024;

    private static final int MAX_UPLOADS = 4;

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Semaphore uploads = new Semaphore(MAX_UPLOADS);

    private final Semaphore decoder = new Semaphore(1, true);

    /**
     * Reads and encodes a picture.
     * @throws ProblemException 413, 415 or 422 for a picture that cannot be used, 503 if
     * others are being encoded
     */
    Poster receive(InputStream body) throws IOException {
        if (!this.uploads.tryAcquire()) {
            throw busy();
        }
        try {
            byte[] file = body.readNBytes(MAX_BYTES + 1);
            if (file.length > MAX_BYTES) {
                throw new ProblemException(ProblemType.BODY_TOO_LARGE,
                        "A poster may have at most %d bytes.".formatted(MAX_BYTES));
            }
            return encode(file);
        }
        catch (InvalidPictureException ex) {
            throw new ProblemException(INVALID, String.valueOf(ex.getMessage()));
        }
        finally {
            this.uploads.release();
        }
    }

    private Poster encode(byte[] file) throws InvalidPictureException {
        PictureHeader header = PictureHeader.read(file)
            .orElseThrow(() -> new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "The file is no picture in a format that is accepted: JPEG, PNG and WebP are."));
        if (!acquireDecoder()) {
            throw busy();
        }
        try {
            return PosterEncoder.encode(file, header);
        }
        finally {
            this.decoder.release();
        }
    }

    private boolean acquireDecoder() {
        try {
            return this.decoder.tryAcquire(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ProblemException busy() {
        return new ProblemException(ProblemType.UNAVAILABLE,
                "Other posters are being encoded. Upload this one again in a few seconds.")
            .retryAfter(RETRY_AFTER);
    }

}
