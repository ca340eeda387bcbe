/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.key;

import java.time.Duration;
import java.util.Map;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.auth.SigningKeyView;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.ratelimit.RateLimited;

/** The public key set, and its rotation by administrators. */
@RestController
class KeyController {

    /** The resource servers of the suite cache the set for the same time in addition. */
    private static final CacheControl CACHE = CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    private final SigningKeys keys;

    KeyController(SigningKeys keys) {
        this.keys = keys;
    }

    @GetMapping("/.well-known/jwks.json")
    @RateLimited("api")
    ResponseEntity<Map<String, Object>> publicKeys() {
        return ResponseEntity.ok().cacheControl(CACHE).body(this.keys.publicKeys().toJSONObject());
    }

    @PostMapping("/api/v1/auth/keys/rotate")
    @PreAuthorize("hasRole('ADMIN')")
    @RateLimited("auth")
    @Audited("auth.rotate-keys")
    SigningKeyView rotate() {
        SigningKey key = this.keys.rotate();
        return new SigningKeyView(key.kid(), key.createdAt(), key.signsFrom());
    }

}
