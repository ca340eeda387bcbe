/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.form;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.MultipartStream.MalformedStreamException;
import org.apache.tomcat.util.http.fileupload.impl.FileItemIteratorImpl;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.security.Caller;
import dev.streamgate.upload.session.UploadLimits;
import dev.streamgate.upload.session.NewUpload;
import dev.streamgate.upload.session.UploadAppender;
import dev.streamgate.upload.session.UploadAppender.Append;
import dev.streamgate.upload.session.UploadKind;
import dev.streamgate.upload.session.UploadProblems;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;
import dev.streamgate.upload.session.UploadSessions.Opened;

/**
 * Reads a form as it comes, its file straight to the blob store. A form that breaks off
 * cannot be resumed, so nothing of it is kept.
 */
@Component
class MultipartFormReader {

    private static final int MAX_FIELD = 4096;

    private static final int MAX_FIELDS = 20;

    private final UploadSessions sessions;

    private final UploadAppender bytes;

    private final UploadLimits bounds;

    MultipartFormReader(UploadSessions sessions, UploadAppender bytes, UploadLimits bounds) {
        this.sessions = sessions;
        this.bytes = bytes;
        this.bounds = bounds;
    }

    /**
     * Takes the form in; its upload is complete after.
     * @throws ProblemException when it is no form with one file
     */
    UploadSession receive(Caller caller, HttpServletRequest request) throws IOException {
        this.bounds.checkForm(request.getContentLengthLong());
        Form form = new Form(caller, idempotencyKey(request));
        boolean whole = false;
        try {
            read(request, form);
            UploadSession session = form.finish();
            whole = true;
            return session;
        }
        catch (FileUploadException | MalformedStreamException ex) {
            throw malformed(ex);
        }
        finally {
            if (!whole) {
                form.giveUp();
            }
        }
    }

    private static void read(HttpServletRequest request, Form form) throws IOException, FileUploadException {
        FileUpload parser = new FileUpload();
        parser.setHeaderEncoding(StandardCharsets.UTF_8.name());
        FileItemIterator parts = new FileItemIteratorImpl(parser, new ServletRequestContext(request));
        int count = 0;
        while (parts.hasNext()) {
            if (++count > MAX_FIELDS) {
                throw new ProblemException(ProblemType.BAD_REQUEST, "The form has too many fields.");
            }
            form.take(parts.next());
        }
    }

    private static @Nullable String idempotencyKey(HttpServletRequest request) {
        String key = request.getHeader("Idempotency-Key");
        return (key != null && !key.isBlank() && key.length() <= 200) ? key : null;
    }

    private static ProblemException malformed(Exception cause) {
        return new ProblemException(ProblemType.BAD_REQUEST, "The form is not well formed or broke off.", cause);
    }

    /** One form while it is read. */
    private final class Form {

        private final Caller caller;

        private final @Nullable String idempotencyKey;

        private @Nullable String title;

        private @Nullable String contentId;

        private @Nullable UploadSession session;

        private boolean fresh;

        private long size;

        private Form(Caller caller, @Nullable String idempotencyKey) {
            this.caller = caller;
            this.idempotencyKey = idempotencyKey;
        }

        private void take(FileItemStream part) throws IOException {
            switch (String.valueOf(part.getFieldName())) {
                case "file" -> takeFile(part);
                case "title" -> this.title = text(part);
                case "contentId" -> this.contentId = text(part);
                default -> text(part);
            }
        }

        private void takeFile(FileItemStream part) throws IOException {
            if (this.session != null) {
                throw new ProblemException(ProblemType.BAD_REQUEST, "The form has more than one file.");
            }
            Opened opened = MultipartFormReader.this.sessions.open(this.caller,
                    new NewUpload(UploadKind.FORM, part.getName(), this.title, this.contentId, null, null, null, null,
                            List.of(), this.idempotencyKey));
            this.session = opened.session();
            this.fresh = opened.fresh();
            if (this.fresh) {
                try (InputStream body = part.openStream()) {
                    this.size = MultipartFormReader.this.bytes.append(opened.session(),
                            new Append(0, body, -1, null, null));
                }
            }
            else if (opened.session().state() == UploadState.OPEN) {
                throw new ProblemException(UploadProblems.LOCKED, "The first call with this key is still going on.");
            }
        }

        private UploadSession finish() {
            UploadSession opened = this.session;
            if (opened == null) {
                throw new ProblemException(ProblemType.BAD_REQUEST, "The form has no field named file.");
            }
            if (!this.fresh) {
                return opened;
            }
            if (this.size == 0) {
                throw new ProblemException(UploadProblems.EMPTY, "The file has no bytes.");
            }
            if (this.title != null) {
                MultipartFormReader.this.sessions.retitle(opened.id(), this.title);
            }
            MultipartFormReader.this.sessions.complete(opened.id(), this.size);
            return opened;
        }

        private void giveUp() throws IOException {
            if (this.session != null && this.fresh) {
                MultipartFormReader.this.sessions.abort(this.session);
            }
        }

        private String text(FileItemStream part) throws IOException {
            try (InputStream body = part.openStream()) {
                byte[] bytes = body.readNBytes(MAX_FIELD + 1);
                if (bytes.length > MAX_FIELD) {
                    throw new ProblemException(ProblemType.BODY_TOO_LARGE,
                            "A field of the form is longer than %d bytes.".formatted(MAX_FIELD));
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        }

    }

}
