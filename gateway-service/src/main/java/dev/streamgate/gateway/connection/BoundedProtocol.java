/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.connection;

import org.apache.coyote.http11.Http11NioProtocol;

/**
 * HTTP/1.1 over a {@link BoundedEndpoint}. Public with a public constructor, since Tomcat
 * creates it by name.
 */
public final class BoundedProtocol extends Http11NioProtocol {

    /** Creates the protocol without limits. */
    public BoundedProtocol() {
        super(new BoundedEndpoint());
    }

    /** The endpoint, to set its limits. */
    BoundedEndpoint endpoint() {
        return (BoundedEndpoint) getEndpoint();
    }

}
