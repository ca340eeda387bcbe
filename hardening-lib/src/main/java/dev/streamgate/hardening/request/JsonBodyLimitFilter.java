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
import java.util.Locale;

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
 * Refuses JSON bodies beyond the limit with 413: by {@code Content-Length} before a byte
 * is read, and by counting where there is none.
 */
class JsonBodyLimitFilter extends OncePerRequestFilter {

    private static final String FILTERED = JsonBodyLimitFilter.class.getName() + ".FILTERED";

    private final long limit;

    private final ProblemDetails problems;

    JsonBodyLimitFilter(long limit, ProblemDetails problems) {
        this.limit = limit;
        this.problems = problems;
    }

    /** The same name each time, rather than one that is joined anew. */
    @Override
    protected String getAlreadyFilteredAttributeName() {
        return FILTERED;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null) {
            return true;
        }
        int parameters = type.indexOf(';');
        String plain = ((parameters >= 0) ? type.substring(0, parameters) : type).strip().toLowerCase(Locale.ROOT);
        return !plain.equals("application/json") && !(plain.startsWith("application/") && plain.endsWith("+json"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long announced = request.getContentLengthLong();
        if (announced > this.limit) {
            refuse(response, new BodyTooLargeException(this.limit));
            return;
        }
        try {
            // What Content-Length says the container holds the client to.
            chain.doFilter((announced >= 0) ? request : new Counted(request, this.limit), response);
        }
        catch (IOException | ServletException | RuntimeException ex) {
            BodyTooLargeException tooLarge = BodyTooLargeException.in(ex);
            if (tooLarge == null || response.isCommitted()) {
                throw ex;
            }
            refuse(response, tooLarge);
        }
    }

    private void refuse(HttpServletResponse response, BodyTooLargeException tooLarge) throws IOException {
        this.problems.write(response, ProblemDetails.of(ProblemType.BODY_TOO_LARGE, tooLarge.detail()));
    }

    /** A request whose body ends with an error when it goes beyond the limit. */
    private static final class Counted extends HttpServletRequestWrapper {

        private final long limit;

        Counted(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new CountedStream(super.getInputStream(), this.limit);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            String encoding = getCharacterEncoding();
            Charset charset = (encoding != null) ? Charset.forName(encoding) : StandardCharsets.UTF_8;
            return new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }

    }

    private static final class CountedStream extends ServletInputStream {

        private final ServletInputStream body;

        private final long limit;

        private long count;

        CountedStream(ServletInputStream body, long limit) {
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
