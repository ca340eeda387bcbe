/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.key;

import java.time.Instant;

import com.nimbusds.jose.jwk.ECKey;

/**
 * A key pair that tokens are signed with.
 *
 * @param jwk both halves; never to be sent or logged as it is
 * @param createdAt since when its public half is published
 * @param signsFrom from when on it signs, until the next one does
 */
public record SigningKey(ECKey jwk, Instant createdAt, Instant signsFrom) {

    /** The key's id in the key set. */
    public String kid() {
        return this.jwk.getKeyID();
    }

    /** Shows the id only. */
    @Override
    public String toString() {
        return "SigningKey[" + kid() + "]";
    }

}
