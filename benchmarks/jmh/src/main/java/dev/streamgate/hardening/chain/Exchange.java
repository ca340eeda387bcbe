/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.chain;

import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.RequestPath;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * A request and a response that hold a few attributes and headers, and allocate nothing.
 * Not thread-safe; each thread has its own.
 */
final class Exchange {

    private static final ThreadLocal<Exchange> current = ThreadLocal.withInitial(Exchange::new);

    private final Request request = new Request();

    private final Response response = new Response();

    static Exchange ofThread() {
        return current.get();
    }

    HttpServletRequest request() {
        return this.request;
    }

    HttpServletResponse response() {
        return this.response;
    }

    /** The request with its parsed path, for the handler mapping. */
    HttpServletRequest mappedRequest() {
        ServletRequestPathUtils.setParsedRequestPath(RequestPath.parse(this.request.getRequestURI(), ""), this.request);
        return this.request;
    }

    void clear() {
        this.request.attributes = 0;
        this.response.headers = 0;
    }

    @SuppressWarnings("unchecked")
    private static <T> T unsupported(Class<T> type) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.toString());
                });
    }

    /** The mapping of an application's dispatcher servlet. */
    private static final HttpServletMapping MAPPING = new HttpServletMapping() {

        @Override
        public String getMatchValue() {
            return "";
        }

        @Override
        public String getPattern() {
            return "/";
        }

        @Override
        public String getServletName() {
            return "dispatcherServlet";
        }

        @Override
        public MappingMatch getMappingMatch() {
            return MappingMatch.DEFAULT;
        }

    };

    private static final class Request extends HttpServletRequestWrapper {

        private final String[] names = new String[32];

        private final Object[] values = new Object[32];

        private int attributes;

        Request() {
            super(unsupported(HttpServletRequest.class));
        }

        @Override
        public @Nullable Object getAttribute(String name) {
            for (int i = 0; i < this.attributes; i++) {
                if (this.names[i].equals(name)) {
                    return this.values[i];
                }
            }
            return null;
        }

        @Override
        public void setAttribute(String name, @Nullable Object value) {
            removeAttribute(name);
            if (value != null) {
                this.names[this.attributes] = name;
                this.values[this.attributes++] = value;
            }
        }

        @Override
        public void removeAttribute(String name) {
            for (int i = 0; i < this.attributes; i++) {
                if (this.names[i].equals(name)) {
                    this.names[i] = this.names[--this.attributes];
                    this.values[i] = this.values[this.attributes];
                    return;
                }
            }
        }

        @Override
        public @Nullable String getHeader(String name) {
            return null;
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return Collections.emptyEnumeration();
        }

        @Override
        public String getMethod() {
            return "GET";
        }

        @Override
        public String getRequestURI() {
            return "/api/v1/things";
        }

        @Override
        public String getContextPath() {
            return "";
        }

        @Override
        public String getServletPath() {
            return "/api/v1/things";
        }

        @Override
        public HttpServletMapping getHttpServletMapping() {
            return MAPPING;
        }

        @Override
        public @Nullable String getPathInfo() {
            return null;
        }

        @Override
        public @Nullable String getQueryString() {
            return null;
        }

        @Override
        public String getRemoteAddr() {
            return "203.0.113.7";
        }

        @Override
        public DispatcherType getDispatcherType() {
            return DispatcherType.REQUEST;
        }

        @Override
        public @Nullable String getContentType() {
            return null;
        }

        @Override
        public long getContentLengthLong() {
            return -1;
        }

        @Override
        public int getContentLength() {
            return -1;
        }

        @Override
        public boolean isAsyncStarted() {
            return false;
        }

    }

    private static final class Response extends HttpServletResponseWrapper {

        private final String[] values = new String[32];

        private int headers;

        Response() {
            super(unsupported(HttpServletResponse.class));
        }

        @Override
        public void setHeader(String name, String value) {
            this.values[this.headers++] = value;
        }

        @Override
        public void addHeader(String name, String value) {
            this.values[this.headers++] = value;
        }

        @Override
        public int getStatus() {
            return 200;
        }

        @Override
        public boolean isCommitted() {
            return false;
        }

    }

}
