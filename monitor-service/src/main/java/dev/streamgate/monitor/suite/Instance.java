/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.suite;

import java.net.URI;

/**
 * An instance of a service.
 *
 * @param service the service's name
 * @param address scheme, host and port
 */
public record Instance(String service, URI address) {

    /** Host and port. */
    public String name() {
        return this.address.getAuthority();
    }

}
