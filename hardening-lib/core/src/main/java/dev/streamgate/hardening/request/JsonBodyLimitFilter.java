/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.request;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.streamgate.hardening.problem.BodyTooLargeException;
import dev.streamgate.hardening.problem.ProblemDetails;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Rejects JSON bodies above the limit with 413: by {@code Content-Length} before the body
 * is read, or, without that header, when the limit is exceeded while it is read.
 */
class JsonBodyLimitFilter extends OncePerRequestFilter {

    private static final String FILTERED = JsonBodyLimitFilter.class.getName() + ".FILTERED";

    private final long limit;

    private final ProblemDetails problems;

    JsonBodyLimitFilter(long limit, ProblemDetails problems) {
        this.limit = limit;
        this.problems = problems;
    }

    /** A constant, since the default implementation concatenates it for each request. */
    @Override
    protected String getAlreadyFilteredAttributeName() {
        return FILTERED;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !JsonContentType.matches(request.getContentType());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long contentLength = request.getContentLengthLong();
        if (contentLength > this.limit) {
            reject(response, new BodyTooLargeException(this.limit));
            return;
        }
        try {
            // The container enforces a declared Content-Length.
            chain.doFilter((contentLength >= 0) ? request : new LimitedRequest(request, this.limit), response);
        }
        catch (IOException | ServletException | RuntimeException ex) {
            BodyTooLargeException tooLarge = BodyTooLargeException.in(ex);
            if (tooLarge == null || response.isCommitted()) {
                throw ex;
            }
            reject(response, tooLarge);
        }
    }

    private void reject(HttpServletResponse response, BodyTooLargeException tooLarge) throws IOException {
        this.problems.write(response, ProblemDetails.of(ProblemType.BODY_TOO_LARGE, tooLarge.detail()));
    }

    /** A request whose body fails to read beyond the limit. */
    private static final class LimitedRequest extends HttpServletRequestWrapper {

        private final long limit;

        LimitedRequest(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedInputStream(super.getInputStream(), this.limit);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            String encoding = getCharacterEncoding();
            Charset charset = (encoding != null) ? Charset.forName(encoding) : StandardCharsets.UTF_8;
            return new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }

    }

    private static final class LimitedInputStream extends ServletInputStream {

        private final ServletInputStream body;

        private final long limit;

        private long count;

        LimitedInputStream(ServletInputStream body, long limit) {
            this.body = body;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int value = this.body.read();
            count((value >= 0) ? 1 : 0);
            return value;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = this.body.read(into, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) throws BodyTooLargeException {
            this.count += read;
            if (this.count > this.limit) {
                throw new BodyTooLargeException(this.limit);
            }
        }

        @Override
        public boolean isFinished() {
            return this.body.isFinished();
        }

        @Override
        public boolean isReady() {
            return this.body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            this.body.setReadListener(listener);
        }

    }

}
