/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * A response whose body is buffered until it is stored, up to a limit. From the first
 * byte beyond the limit on, the body passes through to the client and nothing is buffered
 * any more.
 */
final class BufferedResponse extends HttpServletResponseWrapper {

    private final int maxBody;

    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

    private final Body body = new Body();

    private @Nullable PrintWriter writer;

    /** The length that the handler announced; -1 for none. */
    private long contentLength = -1;

    private boolean passesThrough;

    private boolean errorSent;

    /** Set by the handler: Spring Security adds it to every response that it commits. */
    private boolean noStore;

    BufferedResponse(HttpServletResponse response, int maxBody) {
        super(response);
        this.maxBody = maxBody;
    }

    /**
     * The response to store; null when a retry may run the handler again: after a server
     * error, 429, the handler's {@code no-store}, or an error that the container renders.
     */
    @Nullable StoredResponse toStore() throws IOException {
        int status = getStatus();
        if (this.errorSent || status >= 500 || status == HttpStatus.TOO_MANY_REQUESTS.value() || this.noStore) {
            return null;
        }
        flushWriter();
        return this.passesThrough ? StoredResponse.notKept(status)
                : new StoredResponse(status, getHeader(HttpHeaders.LOCATION), getHeader(HttpHeaders.ETAG),
                        getContentType(), this.buffer.toByteArray());
    }

    /** Whether the request failed on the server's side. */
    boolean isServerError() {
        return getStatus() >= 500;
    }

    /** Whether the body exceeded the limit. */
    boolean passesThrough() {
        return this.passesThrough;
    }

    /** Number of bytes in memory, at most the limit. */
    int bufferedBytes() {
        return this.buffer.size();
    }

    /** Sends what is buffered. */
    void complete() throws IOException {
        flushWriter();
        if (this.buffer.size() > 0) {
            if (!isCommitted()) {
                super.setContentLength(this.buffer.size());
            }
            sendBuffer();
            super.flushBuffer();
        }
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return this.body;
    }

    @Override
    public PrintWriter getWriter() {
        if (this.writer == null) {
            String encoding = getCharacterEncoding();
            this.writer = new PrintWriter(new OutputStreamWriter(this.body,
                    (encoding != null) ? Charset.forName(encoding) : StandardCharsets.ISO_8859_1));
        }
        return this.writer;
    }

    @Override
    public void flushBuffer() throws IOException {
        flushWriter();
        if (this.passesThrough) {
            super.flushBuffer();
        }
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        this.buffer.reset();
    }

    @Override
    public void reset() {
        super.reset();
        this.buffer.reset();
        this.contentLength = -1;
    }

    @Override
    public void setContentLength(int length) {
        setContentLengthLong(length);
    }

    @Override
    public void setContentLengthLong(long length) {
        this.contentLength = length;
        if (this.passesThrough) {
            super.setContentLengthLong(length);
        }
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (isContentLength(name) && value != null) {
            setContentLengthLong(Long.parseLong(value));
        }
        else {
            if (HttpHeaders.CACHE_CONTROL.equalsIgnoreCase(name)) {
                this.noStore = value != null && value.contains("no-store");
            }
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, @Nullable String value) {
        if (isContentLength(name) && value != null) {
            setContentLengthLong(Long.parseLong(value));
        }
        else {
            if (HttpHeaders.CACHE_CONTROL.equalsIgnoreCase(name)) {
                this.noStore |= value != null && value.contains("no-store");
            }
            super.addHeader(name, value);
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        if (isContentLength(name)) {
            setContentLengthLong(value);
        }
        else {
            super.setIntHeader(name, value);
        }
    }

    @Override
    public void sendError(int status) throws IOException {
        this.errorSent = true;
        this.buffer.reset();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, @Nullable String message) throws IOException {
        this.errorSent = true;
        this.buffer.reset();
        super.sendError(status, message);
    }

    private static boolean isContentLength(String name) {
        return HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name);
    }

    private void flushWriter() throws IOException {
        if (this.writer != null) {
            this.writer.flush();
        }
    }

    private void passThrough() throws IOException {
        this.passesThrough = true;
        if (this.contentLength >= 0) {
            super.setContentLengthLong(this.contentLength);
        }
        sendBuffer();
    }

    private void sendBuffer() throws IOException {
        this.buffer.writeTo(super.getOutputStream());
        this.buffer.reset();
    }

    /** The body that handlers write. */
    private final class Body extends ServletOutputStream {

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] { (byte) octet }, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            BufferedResponse response = BufferedResponse.this;
            if (!response.passesThrough && (response.contentLength > response.maxBody
                    || response.buffer.size() + (long) length > response.maxBody)) {
                passThrough();
            }
            if (response.passesThrough) {
                raw().write(bytes, offset, length);
            }
            else {
                response.buffer.write(bytes, offset, length);
            }
        }

        @Override
        public void flush() throws IOException {
            if (BufferedResponse.this.passesThrough) {
                raw().flush();
            }
        }

        @Override
        public boolean isReady() {
            try {
                return !BufferedResponse.this.passesThrough || raw().isReady();
            }
            catch (IOException ex) {
                return false;
            }
        }

        /** Non-blocking writers cannot be buffered. */
        @Override
        public void setWriteListener(WriteListener listener) {
            try {
                passThrough();
                raw().setWriteListener(listener);
            }
            catch (IOException ex) {
                listener.onError(ex);
            }
        }

        private ServletOutputStream raw() throws IOException {
            return BufferedResponse.this.getResponse().getOutputStream();
        }

    }

}
