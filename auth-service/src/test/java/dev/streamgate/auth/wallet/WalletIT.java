/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.wallet;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.auth.testing.AuthClient;
import dev.streamgate.auth.testing.AuthServiceTest;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class WalletIT {

    private final AuthClient client;

    @Autowired
    WalletIT(AuthClient client) {
        this.client = client;
    }

    @Test
    void walletsAreNotImplemented() {
        assertThat(this.client.post("/api/v1/auth/challenge", "{}").expect(501).problem()).isEqualTo("not-implemented");
        this.client.post("/api/v1/auth/verify-signature", "{}").expect(501);
        this.client.post("/api/v1/auth/verify-nft", "{}").expect(401);
        String token = this.client.login(this.client.register(), AuthClient.PASSWORD).field("accessToken");
        this.client.post("/api/v1/auth/verify-nft", "{}", AuthClient.bearer(token)).expect(501);
    }

}
