/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.util.List;

import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/** Feed of revoked tokens, of auth-service. For services only. */
public interface RevocationFeedApi {

    /**
     * Returns the revocations after a position. Without one, the request waits for up to
     * 20 seconds for the next.
     * @param after number of the last revocation that the caller has read; negative to
     * read from the start. A number that was never given out, as after the restore of a
     * backup, reads from the start, too.
     * @return at most 1,000 revocations in the order of their numbers; possibly empty
     */
    @GetExchange("/internal/v1/revocations")
    List<Revocation> read(@RequestParam long after);

}
