/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.network;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The address of the connection and the {@code X-Forwarded-For} of a request, as they
 * were received: before Spring's {@code ForwardedHeaderFilter} or Tomcat's
 * {@code RemoteIpValve} replaced the one and removed the other.
 *
 * @param peer the address of the connection; null without one
 * @param forwardedFor the lines of the header, in their order
 */
record ReceivedAddresses(@Nullable String peer, List<String> forwardedFor) {

    static final String HEADER = "X-Forwarded-For";

    /** The request attribute with what {@link ReceivedAddressesValve} found. */
    static final String ATTRIBUTE = ReceivedAddresses.class.getName();

    /** The addresses of a request that is wrapped, or was seen by the valve. */
    static ReceivedAddresses of(HttpServletRequest request) {
        ServletRequest received = request;
        while (received instanceof ServletRequestWrapper wrapper) {
            received = wrapper.getRequest();
        }
        if (received.getAttribute(ATTRIBUTE) instanceof ReceivedAddresses addresses) {
            return addresses;
        }
        Enumeration<String> lines = ((HttpServletRequest) received).getHeaders(HEADER);
        return new ReceivedAddresses(received.getRemoteAddr(),
                (lines != null && lines.hasMoreElements()) ? Collections.list(lines) : List.of());
    }

}
