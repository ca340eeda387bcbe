/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.session;

import java.util.List;

import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.hardening.metrics.LongRunning;
import dev.streamgate.suite.security.Revocation;
import dev.streamgate.suite.security.RevocationFeedApi;

/** Delivers revocations to all services. */
@RestController
class RevocationController implements RevocationFeedApi {

    private final RevocationFeed feed;

    RevocationController(RevocationFeed feed) {
        this.feed = feed;
    }

    @LongRunning
    @Override
    public List<Revocation> read(long after) {
        return this.feed.await(after);
    }

}
