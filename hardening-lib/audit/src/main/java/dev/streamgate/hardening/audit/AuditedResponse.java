/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A response that reports, once its handler is known to be audited, that it is about to
 * be committed or completed. Confined to the threads of one request.
 */
final class AuditedResponse extends HttpServletResponseWrapper {

    private @Nullable AuditedExchange exchange;

    private @Nullable ServletOutputStream stream;

    private @Nullable PrintWriter writer;

    private long contentLength = Long.MAX_VALUE;

    AuditedResponse(HttpServletResponse response, @Nullable AuditedExchange exchange) {
        super(response);
        this.exchange = exchange;
    }

    void setExchange(AuditedExchange exchange) {
        this.exchange = exchange;
    }

    @Nullable AuditedExchange getExchange() {
        return this.exchange;
    }

    @Override
    public void sendError(int status) throws IOException {
        super.sendError(status);
        if (this.exchange != null) {
            this.exchange.errorSent(true);
        }
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        super.sendError(status, message);
        if (this.exchange != null) {
            this.exchange.errorSent(true);
        }
    }

    @Override
    public void setContentLength(int length) {
        setContentLengthLong(length);
    }

    @Override
    public void setContentLengthLong(long length) {
        super.setContentLengthLong(length);
        this.contentLength = length;
    }

    @Override
    public void setHeader(String name, String value) {
        super.setHeader(name, value);
        if (HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name) && value != null) {
            this.contentLength = Long.parseLong(value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        super.addHeader(name, value);
        if (HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name) && value != null) {
            this.contentLength = Long.parseLong(value);
        }
    }

    @Override
    public void flushBuffer() throws IOException {
        if (this.exchange != null) {
            this.exchange.beforeFlush();
        }
        super.flushBuffer();
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        AuditedExchange audited = this.exchange;
        if (audited == null) {
            return super.getOutputStream();
        }
        if (this.stream == null) {
            this.stream = new Stream(super.getOutputStream(), audited);
        }
        return this.stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        AuditedExchange audited = this.exchange;
        if (audited == null) {
            return super.getWriter();
        }
        if (this.writer == null) {
            this.writer = new PrintWriter(new ReportingWriter(super.getWriter(), audited));
        }
        return this.writer;
    }

    private final class Stream extends ServletOutputStream {

        private final ServletOutputStream target;

        private final AuditedExchange audited;

        private long written;

        Stream(ServletOutputStream target, AuditedExchange audited) {
            this.target = target;
            this.audited = audited;
        }

        @Override
        public void write(int b) throws IOException {
            count(1);
            try {
                this.target.write(b);
            }
            catch (IOException ex) {
                this.audited.aborted();
                throw ex;
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            count(length);
            try {
                this.target.write(bytes, offset, length);
            }
            catch (IOException ex) {
                this.audited.aborted();
                throw ex;
            }
        }

        @Override
        public void flush() throws IOException {
            this.audited.beforeFlush();
            try {
                this.target.flush();
            }
            catch (IOException ex) {
                this.audited.aborted();
                throw ex;
            }
        }

        /** The response must not end before the event of a stream is recorded. */
        @Override
        public void close() throws IOException {
            flush();
            if (!this.audited.isStreaming()) {
                this.target.close();
            }
        }

        @Override
        public boolean isReady() {
            return this.target.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            this.target.setWriteListener(listener);
        }

        private void count(int length) {
            this.written += length;
            if (this.written >= AuditedResponse.this.contentLength) {
                this.audited.beforeLastBytes();
            }
        }

    }

    private static final class ReportingWriter extends Writer {

        private final PrintWriter target;

        private final AuditedExchange audited;

        ReportingWriter(PrintWriter target, AuditedExchange audited) {
            this.target = target;
            this.audited = audited;
        }

        @Override
        public void write(char[] text, int offset, int length) {
            this.target.write(text, offset, length);
        }

        @Override
        public void write(String text, int offset, int length) {
            this.target.write(text, offset, length);
        }

        @Override
        public void flush() {
            this.audited.beforeFlush();
            this.target.flush();
        }

        @Override
        public void close() {
            flush();
            if (!this.audited.isStreaming()) {
                this.target.close();
            }
        }

    }

}
