/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.http11.AbstractHttp11Protocol;

import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Fits the connector to large bodies. {@code Expect: 100-continue} is answered when a
 * handler begins to read, so that a client does not send a body that its headers already
 * rule out; and a read takes in more than Tomcat's usual 8 KiB, since each costs a write
 * to the disk as well.
 */
@Component
class UploadConnector implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** Held by each connection, so {@code max-connections} bounds what it costs. */
    private static final int READ_BUFFER = 32 * 1024;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        TomcatConnectorCustomizer largeBodies = (connector) -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
                protocol.setProperty("socket.appReadBufSize", Integer.toString(READ_BUFFER));
                protocol.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
            }
        };
        factory.addConnectorCustomizers(largeBodies);
    }

}
