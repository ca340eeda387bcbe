/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

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
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client for the services, with a connection pool. It does not retry, follow
 * redirects, decode content or keep cookies. Thread-safe.
 */
final class UpstreamClient implements Closeable {

    private static final String REQUEST_BODY = UpstreamClient.class.getName() + ".requestBody";

    private static final Timeout IDLE_TIMEOUT = Timeout.ofSeconds(30);

    private final CloseableHttpClient client;

    private final Timeout connectTimeout;

    UpstreamClient(ProxyProperties properties) {
        this.connectTimeout = Timeout.of(properties.connectTimeout());
        var connections = new UpstreamSocketConnectionManagerBuilder();
        connections.setMaxConnPerRoute(properties.connectionsPerService())
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
        this.client = HttpClients.custom()
            .setConnectionManager(connections.build())
            .setConnectionReuseStrategy(new CompleteRequestReuseStrategy())
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
     * @throws IOException if there is no response
     */
    ClassicHttpResponse send(HttpHost service, HttpUriRequestBase request, Duration timeout) throws IOException {
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(RequestConfig.custom()
            .setConnectionRequestTimeout(this.connectTimeout)
            .setResponseTimeout(Timeout.of(timeout))
            .setAuthenticationEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .build());
        if (request.getEntity() instanceof ForwardedRequestBody body) {
            context.setAttribute(REQUEST_BODY, body);
        }
        return this.client.executeOpen(service, request, context);
    }

    @Override
    public void close() throws IOException {
        this.client.close();
    }

    /**
     * Does not reuse a connection whose request body was cut short by an early response:
     * the service would take the next request for the rest of that body.
     */
    private static final class CompleteRequestReuseStrategy extends DefaultConnectionReuseStrategy {

        @Override
        public boolean keepAlive(HttpRequest request, HttpResponse response, HttpContext context) {
            return (!(context.getAttribute(REQUEST_BODY) instanceof ForwardedRequestBody body) || body.isComplete())
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
