/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.purge;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Purges.
 *
 * @param delay Time from the cancellation of a package's tasks until its files are
 * deleted; longer than a lease, so that no runner publishes segments afterwards.
 * @param orphanAge Time for which a package that no content uses is kept. Players may
 * play from it: not less than the lifetime of playback sessions.
 * @param orphanInterval Interval of the checks for such packages.
 */
@Validated
@ConfigurationProperties("streamgate.worker.purge")
public record PurgeProperties(@DefaultValue("30s") Duration delay, @DefaultValue("6h") Duration orphanAge,
        @DefaultValue("5m") Duration orphanInterval) {
}
