/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A service's response, streamed to the client. A body without Content-Length is flushed
 * after each read, so that server-sent events are delivered immediately. When one side
 * disconnects, the connection to the other side is aborted.
 */
final class ForwardedResponse implements ServerResponse {

    private static final Logger log = LoggerFactory.getLogger(ForwardedResponse.class);

    private static final int BUFFER_SIZE = 64 * 1024;

    private final HttpUriRequestBase request;

    private final ClassicHttpResponse response;

    private final Upstream upstream;

    private final HttpHeaders headers;

    ForwardedResponse(HttpUriRequestBase request, ClassicHttpResponse response, Upstream upstream) {
        this.request = request;
        this.response = response;
        this.upstream = upstream;
        this.headers = HeaderPolicy.copyResponse(response);
        makeLocationRelative();
    }

    @Override
    public HttpStatusCode statusCode() {
        return HttpStatusCode.valueOf(this.response.getCode());
    }

    @Override
    public HttpHeaders headers() {
        return this.headers;
    }

    @Override
    public MultiValueMap<String, Cookie> cookies() {
        return new LinkedMultiValueMap<>();
    }

    @Override
    public @Nullable ModelAndView writeTo(HttpServletRequest clientRequest, HttpServletResponse clientResponse,
            Context context) throws IOException {
        boolean complete = false;
        try {
            clientResponse.setStatus(this.response.getCode());
            this.headers.forEach((name, values) -> values.forEach((value) -> addHeader(clientResponse, name, value)));
            HttpEntity body = this.response.getEntity();
            if (body != null) {
                complete = copy(body, clientResponse);
            }
            else {
                copyContentLength(clientResponse);
                clientResponse.flushBuffer();
                complete = true;
            }
        }
        finally {
            release(complete);
        }
        if (!complete) {
            AbortedResponseFilter.markAborted(clientRequest);
        }
        return null;
    }

    /**
     * Rate limits of the gateway and of the service are joined in one field line, since
     * some clients read only the first line of a field.
     */
    private static void addHeader(HttpServletResponse clientResponse, String name, String value) {
        String present = HeaderPolicy.isRateLimitList(name) ? clientResponse.getHeader(name) : null;
        if (present != null) {
            clientResponse.setHeader(name, present + ", " + value);
        }
        else {
            clientResponse.addHeader(name, value);
        }
    }

    /** Returns whether the complete body was sent to the client. */
    private boolean copy(HttpEntity body, HttpServletResponse clientResponse) throws IOException {
        long length = body.getContentLength();
        if (length >= 0) {
            clientResponse.setContentLengthLong(length);
        }
        byte[] buffer = new byte[(length < 0) ? BUFFER_SIZE : Math.clamp(length, 1, BUFFER_SIZE)];
        InputStream in = body.getContent();
        OutputStream out = clientResponse.getOutputStream();
        while (true) {
            int count;
            try {
                count = in.read(buffer);
            }
            catch (IOException ex) {
                log.warn("The response of {} was aborted: {}", this.upstream.name(), ex.getMessage());
                commit(clientResponse);
                return false;
            }
            try {
                if (count < 0) {
                    clientResponse.flushBuffer();
                    return true;
                }
                out.write(buffer, 0, count);
                if (length < 0) {
                    out.flush();
                }
            }
            catch (IOException ex) {
                log.debug("The client disconnected", ex);
                return false;
            }
        }
    }

    /** Prevents an error page from replacing the aborted response. */
    private static void commit(HttpServletResponse clientResponse) {
        try {
            clientResponse.flushBuffer();
        }
        catch (IOException ex) {
            log.debug("The client disconnected, too", ex);
        }
    }

    /**
     * Aborts the connection to the service unless the response has been read to its end.
     */
    private void release(boolean complete) {
        if (!complete) {
            this.request.cancel();
        }
        try {
            this.response.close();
        }
        catch (IOException ex) {
            log.trace("The connection was already closed", ex);
        }
    }

    /** Responses to HEAD and 304 responses may carry Content-Length without a body. */
    private void copyContentLength(HttpServletResponse clientResponse) {
        Header length = this.response.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && this.response.getCode() != 204) {
            clientResponse.setHeader(HttpHeaders.CONTENT_LENGTH, length.getValue());
        }
    }

    /** Clients cannot reach the service's own address. */
    private void makeLocationRelative() {
        String location = this.headers.getFirst(HttpHeaders.LOCATION);
        String serviceUrl = this.upstream.baseUrl().getScheme() + "://" + this.upstream.baseUrl().getAuthority() + "/";
        if (location != null && location.startsWith(serviceUrl)) {
            this.headers.set(HttpHeaders.LOCATION, location.substring(serviceUrl.length() - 1));
        }
    }

}
