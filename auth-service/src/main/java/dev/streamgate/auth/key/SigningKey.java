/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.key;

import java.time.Instant;

import com.nimbusds.jose.jwk.ECKey;

/**
 * A key pair that signs tokens.
 *
 * @param jwk the key pair; must not be sent or logged
 * @param createdAt time of publication of the public key
 * @param signsFrom time from which it signs, until the next key does
 */
public record SigningKey(ECKey jwk, Instant createdAt, Instant signsFrom) {

    /** The key's id in the key set. */
    public String kid() {
        return this.jwk.getKeyID();
    }

    /** Omits the key. */
    @Override
    public String toString() {
        return "SigningKey[" + kid() + "]";
    }

}
