/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.multipart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.suite.security.Caller;
import dev.streamgate.upload.ingest.UploadAppender;
import dev.streamgate.upload.session.UploadLimits;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;

/**
 * Reads {@code multipart/form-data} as it arrives and streams the file part into an
 * upload, so that memory does not grow with the file. An interrupted form cannot be
 * resumed: its upload is aborted. Thread-safe.
 */
@Component
class MultipartFormReader {

    private static final int MAX_PARTS = 20;

    /** Room for a file name of 255 characters in any script. */
    private static final int MAX_PART_HEADER_BYTES = 4096;

    private final UploadSessions sessions;

    private final UploadAppender appender;

    private final UploadLimits limits;

    MultipartFormReader(UploadSessions sessions, UploadAppender appender, UploadLimits limits) {
        this.sessions = sessions;
        this.appender = appender;
        this.limits = limits;
    }

    /**
     * Reads the form and completes its upload.
     * @param caller owner of the upload
     * @param request the form, its body not yet read
     * @return the complete upload; the earlier one if its {@code Idempotency-Key} repeats
     * @throws ProblemException 400 unless the request is a form with exactly one file, or
     * the problem of the upload
     * @throws IOException if storage fails or the client disconnects
     */
    UploadSession receive(Caller caller, HttpServletRequest request) throws IOException {
        this.limits.checkForm(request.getContentLengthLong());
        FormUpload form = new FormUpload(this.sessions, this.appender, caller, idempotencyKey(request));
        boolean complete = false;
        try {
            read(request, form);
            UploadSession session = form.complete();
            complete = true;
            return session;
        }
        catch (FileUploadException ex) {
            throw malformed(ex);
        }
        finally {
            if (!complete) {
                form.abort();
            }
        }
    }

    private static void read(HttpServletRequest request, FormUpload form) throws IOException {
        var parser = new JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory>();
        parser.setHeaderCharset(StandardCharsets.UTF_8);
        parser.setMaxPartHeaderSize(MAX_PART_HEADER_BYTES);
        FileItemInputIterator parts = parse(() -> parser.getItemIterator(request));
        for (int count = 0; parse(parts::hasNext); count++) {
            if (count == MAX_PARTS) {
                throw new ProblemException(ProblemType.BAD_REQUEST,
                        "The form has more than %d parts.".formatted(MAX_PARTS));
            }
            form.accept(parse(parts::next));
        }
    }

    /** Runs a step of the parser, which reports invalid encoded words unchecked. */
    private static <T> T parse(ParserStep<T> step) throws IOException {
        try {
            return step.run();
        }
        catch (IllegalArgumentException | IllegalStateException ex) {
            throw malformed(ex);
        }
    }

    private static @Nullable String idempotencyKey(HttpServletRequest request) {
        String key = request.getHeader("Idempotency-Key");
        return (key != null && !key.isBlank() && key.length() <= 200) ? key : null;
    }

    private static ProblemException malformed(Exception cause) {
        return new ProblemException(ProblemType.BAD_REQUEST, "The form is malformed or incomplete.", cause);
    }

    /** A step of the parser. */
    @FunctionalInterface
    private interface ParserStep<T> {

        T run() throws IOException;

    }

}
