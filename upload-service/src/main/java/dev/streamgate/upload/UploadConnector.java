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
 * Tunes the connector for large bodies. It answers {@code Expect: 100-continue} when the
 * handler starts to read, so that a client does not send a body that its headers already
 * rule out, and reads more than Tomcat's default of 8 KiB at a time, since each read
 * costs a write to the disk.
 */
@Component
class UploadConnector implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** Allocated per connection and therefore bounded by {@code max-connections}. */
    private static final int READ_BUFFER = 32 * 1024;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        TomcatConnectorCustomizer tuning = (connector) -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
                protocol.setProperty("socket.appReadBufSize", Integer.toString(READ_BUFFER));
                protocol.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
            }
        };
        factory.addConnectorCustomizers(tuning);
    }

}
