/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client for the services, with a connection pool. It does not follow redirects,
 * decode content or keep cookies. A service may close a pooled connection while the next
 * request is being sent on it; such a request is sent once more, on a new connection, if
 * it is idempotent and has no body. Thread-safe.
 */
final class UpstreamClient implements Closeable {

    private static final String REQUEST_BODY = UpstreamClient.class.getName() + ".requestBody";

    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    /** After these a server may end the connection without having read the request. */
    private static final Set<Integer> REFUSALS = Set.of(400, 408, 411, 413, 414, 417, 431, 501, 505);

    private static final Timeout IDLE_TIMEOUT = Timeout.ofSeconds(30);

    private final CloseableHttpClient client;

    /** Opens a connection for each request. */
    private final CloseableHttpClient unpooled;

    private final Timeout connectTimeout;

    /**
     * Creates the client.
     * @param connections the maximum number of connections to one service
     */
    UpstreamClient(Duration connectTimeout, int connections) {
        this.connectTimeout = Timeout.of(connectTimeout);
        this.client = create(connections, new CompleteRequestReuseStrategy());
        this.unpooled = create(connections, (request, response, context) -> false);
    }

    private CloseableHttpClient create(int connections, ConnectionReuseStrategy reuse) {
        var manager = new UpstreamSocketConnectionManagerBuilder();
        manager.setMaxConnPerRoute(connections)
            .setMaxConnTotal(Integer.MAX_VALUE)
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
            .setDefaultConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(this.connectTimeout)
                .setValidateAfterInactivity(TimeValue.ofMilliseconds(100))
                .build())
            .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                .http1Config(Http1Config.custom()
                    .setBufferSize(16 * 1024)
                    .setMaxLineLength(16 * 1024)
                    .setMaxHeaderCount(200)
                    .build())
                .responseOutOfOrderStrategy((request, connection, in, sent, next) -> in.available() > 0)
                .build());
        return HttpClients.custom()
            .setConnectionManager(manager.build())
            .setConnectionReuseStrategy(reuse)
            .evictIdleConnections(IDLE_TIMEOUT)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableDefaultUserAgent()
            .build();
    }

    /**
     * Sends the request and returns when the response's headers have been received.
     * @param timeout how long the service may be silent
     * @throws StaleConnectionException if the service closed a pooled connection instead
     * of responding and the request cannot be repeated
     * @throws IOException if there is no response
     */
    ClassicHttpResponse send(HttpHost service, HttpUriRequestBase request, Duration timeout) throws IOException {
        HttpClientContext context = context(timeout);
        if (request.getEntity() instanceof ForwardedRequestBody body) {
            context.setAttribute(REQUEST_BODY, body);
        }
        try {
            return this.client.executeOpen(service, request, context);
        }
        catch (IOException ex) {
            if (request.isCancelled() || !isStale(ex, context)) {
                throw ex;
            }
            if (request.getEntity() != null || !IDEMPOTENT.contains(request.getMethod())) {
                throw new StaleConnectionException(ex);
            }
            return this.unpooled.executeOpen(service, request, context(timeout));
        }
    }

    private HttpClientContext context(Duration timeout) {
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(RequestConfig.custom()
            .setConnectionRequestTimeout(this.connectTimeout)
            .setResponseTimeout(Timeout.of(timeout))
            .setAuthenticationEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .build());
        return context;
    }

    /** Whether the connection ended, and had served another request before. */
    private static boolean isStale(IOException ex, HttpClientContext context) {
        EndpointDetails connection = context.getEndpointDetails();
        return (ex instanceof NoHttpResponseException || ex instanceof ConnectionClosedException
                || ex instanceof SocketException) && !(ex instanceof ConnectException) && connection != null
                && connection.getResponseCount() > 0;
    }

    @Override
    public void close() throws IOException {
        this.client.close();
        this.unpooled.close();
    }

    /**
     * The service closed a connection of the pool instead of responding: a race, which
     * says nothing about the service's state.
     */
    static final class StaleConnectionException extends IOException {

        private static final long serialVersionUID = 1L;

        StaleConnectionException(IOException cause) {
            super(cause);
        }

    }

    /**
     * Does not reuse a connection whose request body was cut short by an early response:
     * the service would take the next request for the rest of that body. After a refusal
     * the service may close the connection without announcing it.
     */
    private static final class CompleteRequestReuseStrategy extends DefaultConnectionReuseStrategy {

        @Override
        public boolean keepAlive(HttpRequest request, HttpResponse response, HttpContext context) {
            return !REFUSALS.contains(response.getCode())
                    && (!(context.getAttribute(REQUEST_BODY) instanceof ForwardedRequestBody body) || body.isComplete())
                    && super.keepAlive(request, response, context);
        }

    }

    private static final class UpstreamSocketConnectionManagerBuilder
            extends PoolingHttpClientConnectionManagerBuilder {

        @Override
        protected HttpClientConnectionOperator createConnectionOperator(SchemePortResolver ports, DnsResolver names,
                TlsSocketStrategy tls) {
            return new DefaultHttpClientConnectionOperator((proxy) -> new UpstreamSocket(), ports, names,
                    RegistryBuilder.<TlsSocketStrategy>create().register(URIScheme.HTTPS.id, tls).build());
        }

    }

}
