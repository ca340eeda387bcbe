/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.alert;

import java.net.URI;

import jakarta.validation.constraints.AssertTrue;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Forwarding of alerts.
 *
 * @param url Address of monitor-service; without it nothing is forwarded.
 */
@Validated
@ConfigurationProperties("streamgate.alert.forward")
public record AlertForwardingProperties(@Nullable URI url) {

    @AssertTrue(message = "url must begin with http:// or https://")
    boolean isUrlHttp() {
        return this.url == null || (this.url.getHost() != null
                && ("http".equals(this.url.getScheme()) || "https".equals(this.url.getScheme())));
    }

}
