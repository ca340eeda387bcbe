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
 * The connections to the services, and the one way to use them: nothing is repeated,
 * followed, decoded or remembered. Safe for threads.
 */
final class ServiceConnections implements Closeable {

    private static final String BODY = ServiceConnections.class.getName() + ".body";

    private static final Timeout IDLE = Timeout.ofSeconds(30);

    private final CloseableHttpClient client;

    private final Timeout forConnection;

    ServiceConnections(ProxyProperties properties) {
        this.forConnection = Timeout.of(properties.connectTimeout());
        var connections = new Connections();
        connections.setMaxConnPerRoute(properties.connectionsPerService())
            .setMaxConnTotal(Integer.MAX_VALUE)
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
            .setDefaultConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(this.forConnection)
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
            .setConnectionReuseStrategy(new WholeBodiesOnly())
            .evictIdleConnections(IDLE)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableDefaultUserAgent()
            .build();
    }

    /**
     * Sends the request; returns when the reply's headers are there.
     * @throws IOException when there will be no reply
     */
    ClassicHttpResponse send(HttpHost service, HttpUriRequestBase request, Duration patience) throws IOException {
        Timeout silence = Timeout.of(patience);
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(RequestConfig.custom()
            .setConnectionRequestTimeout(this.forConnection)
            .setResponseTimeout(silence)
            .setAuthenticationEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .build());
        if (request.getEntity() instanceof RequestBody body) {
            context.setAttribute(BODY, body);
        }
        return this.client.executeOpen(service, request, context);
    }

    @Override
    public void close() throws IOException {
        this.client.close();
    }

    /**
     * A connection whose request was cut off by an early answer is not used again: what
     * came next would be taken for the rest of the body.
     */
    private static final class WholeBodiesOnly extends DefaultConnectionReuseStrategy {

        @Override
        public boolean keepAlive(HttpRequest request, HttpResponse response, HttpContext context) {
            return (!(context.getAttribute(BODY) instanceof RequestBody body) || body.complete())
                    && super.keepAlive(request, response, context);
        }

    }

    private static final class Connections extends PoolingHttpClientConnectionManagerBuilder {

        @Override
        protected HttpClientConnectionOperator createConnectionOperator(SchemePortResolver ports, DnsResolver names,
                TlsSocketStrategy tls) {
            return new DefaultHttpClientConnectionOperator((proxy) -> new UpstreamSocket(), ports, names,
                    RegistryBuilder.<TlsSocketStrategy>create().register(URIScheme.HTTPS.id, tls).build());
        }

    }

}
