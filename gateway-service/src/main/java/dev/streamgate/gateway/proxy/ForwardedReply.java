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
 * A service's reply whose body is copied to the client as it comes. A body of unannounced
 * length is flushed with each read, so events arrive when they are sent. When either side
 * goes away, the other connection is closed at once.
 */
final class ForwardedReply implements ServerResponse {

    private static final Logger log = LoggerFactory.getLogger(ForwardedReply.class);

    private static final int BUFFER = 64 * 1024;

    private final HttpUriRequestBase outgoing;

    private final ClassicHttpResponse reply;

    private final Upstream upstream;

    private final HttpHeaders headers;

    ForwardedReply(HttpUriRequestBase outgoing, ClassicHttpResponse reply, Upstream upstream) {
        this.outgoing = outgoing;
        this.reply = reply;
        this.upstream = upstream;
        this.headers = HeaderPolicy.copyReply(reply);
        hideAddress();
    }

    @Override
    public HttpStatusCode statusCode() {
        return HttpStatusCode.valueOf(this.reply.getCode());
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
    public @Nullable ModelAndView writeTo(HttpServletRequest request, HttpServletResponse response, Context context)
            throws IOException {
        boolean whole = false;
        try {
            response.setStatus(this.reply.getCode());
            this.headers.forEach((name, values) -> values.forEach((value) -> add(response, name, value)));
            HttpEntity body = this.reply.getEntity();
            if (body != null) {
                whole = copy(body, response);
            }
            else {
                announceLength(response);
                response.flushBuffer();
                whole = true;
            }
        }
        finally {
            release(whole);
        }
        if (!whole) {
            AbortedResponseFilter.breakOff(request);
        }
        return null;
    }

    /**
     * The gateway's limit and the service's are items of one list, and stand in one line:
     * clients that read a field once would else miss one of them.
     */
    private static void add(HttpServletResponse response, String name, String value) {
        String before = HeaderPolicy.isListOfLimits(name) ? response.getHeader(name) : null;
        if (before != null) {
            response.setHeader(name, before + ", " + value);
        }
        else {
            response.addHeader(name, value);
        }
    }

    /** Gives whether all of it reached the client. */
    private boolean copy(HttpEntity body, HttpServletResponse response) throws IOException {
        long length = body.getContentLength();
        if (length >= 0) {
            response.setContentLengthLong(length);
        }
        byte[] buffer = new byte[(length < 0) ? BUFFER : Math.clamp(length, 1, BUFFER)];
        InputStream in = body.getContent();
        OutputStream out = response.getOutputStream();
        while (true) {
            int count;
            try {
                count = in.read(buffer);
            }
            catch (IOException ex) {
                log.warn("The reply of {} broke off: {}", this.upstream.name(), ex.getMessage());
                commit(response);
                return false;
            }
            try {
                if (count < 0) {
                    response.flushBuffer();
                    return true;
                }
                out.write(buffer, 0, count);
                if (length < 0) {
                    out.flush();
                }
            }
            catch (IOException ex) {
                log.debug("The client went away", ex);
                return false;
            }
        }
    }

    /** From here on the reply can only break off, not turn into another one. */
    private static void commit(HttpServletResponse response) {
        try {
            response.flushBuffer();
        }
        catch (IOException ex) {
            log.debug("The client went away as well", ex);
        }
    }

    /** What is left of a reply that nobody waits for is not read to its end. */
    private void release(boolean whole) {
        if (!whole) {
            this.outgoing.cancel();
        }
        try {
            this.reply.close();
        }
        catch (IOException ex) {
            log.trace("The connection was closed already", ex);
        }
    }

    /**
     * Replies to HEAD and 304 may announce a length without a body.
     */
    private void announceLength(HttpServletResponse response) {
        Header length = this.reply.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && this.reply.getCode() != 204) {
            response.setHeader(HttpHeaders.CONTENT_LENGTH, length.getValue());
        }
    }

    /** A service that names itself in a redirect is not what the client can follow. */
    private void hideAddress() {
        String location = this.headers.getFirst(HttpHeaders.LOCATION);
        String address = this.upstream.baseUrl().getScheme() + "://" + this.upstream.baseUrl().getAuthority() + "/";
        if (location != null && location.startsWith(address)) {
            this.headers.set(HttpHeaders.LOCATION, location.substring(address.length() - 1));
        }
    }

}
