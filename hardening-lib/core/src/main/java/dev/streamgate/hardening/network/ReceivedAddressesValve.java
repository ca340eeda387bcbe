/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.network;

import java.io.IOException;
import java.util.Collections;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Keeps the {@link ReceivedAddresses} of a request as an attribute. It comes before
 * {@code RemoteIpValve}, which trusts all private addresses.
 */
class ReceivedAddressesValve extends ValveBase {

    ReceivedAddressesValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        request.setAttribute(ReceivedAddresses.ATTRIBUTE, new ReceivedAddresses(request.getRemoteAddr(),
                Collections.list(request.getHeaders(ReceivedAddresses.HEADER))));
        getNext().invoke(request, response);
    }

}
