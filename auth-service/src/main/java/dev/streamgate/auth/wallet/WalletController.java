/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.wallet;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;

/** Rejects requests for wallet features, which this release does not implement. */
@RestController
@RequestMapping("/api/v1/auth")
@RateLimited("auth")
class WalletController {

    /** Limited by address, whichever access token the request has. */
    @PostMapping({ "/challenge", "/verify-signature" })
    @RateLimited(plan = "auth", key = "clientNetwork")
    void login() {
        throw new ProblemException(ProblemType.NOT_IMPLEMENTED, "Log in with e-mail and password.");
    }

    @PostMapping("/verify-nft")
    void verifyOwnership() {
        throw new ProblemException(ProblemType.NOT_IMPLEMENTED, "Token ownership is not verified in this release.");
    }

}
