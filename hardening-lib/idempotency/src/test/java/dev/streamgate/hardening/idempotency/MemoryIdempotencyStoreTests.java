/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.time.Clock;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class MemoryIdempotencyStoreTests extends IdempotencyStoreContract {

    @Override
    IdempotencyStore store(int maxEntries, Clock clock) {
        return new MemoryIdempotencyStore(maxEntries, clock);
    }

    @Test
    void theNumberOfKeysIsBounded() {
        for (int i = 0; i < 5_000; i++) {
            String owner = claim("k" + i, "one").owner();
            this.store.complete("k" + i, owner, new StoredResponse(204, null, null, null, new byte[0]),
                    this.clock.instant().plus(Duration.ofHours(1)));
        }
        int stored = 0;
        for (int i = 0; i < 5_000; i++) {
            IdempotencyStore.Claim claim = claim("k" + i, "one");
            if (claim.response() != null) {
                stored++;
            }
            else {
                this.store.release("k" + i, claim.owner());
            }
        }
        assertThat(stored).isBetween(1, 1_000);
    }

    @Test
    void newKeysAreRefusedWhileTooManyRequestsAreRunning() {
        for (int i = 0; i < 2_000; i++) {
            claim("k" + i, "one");
        }
        assertThatIllegalStateException().isThrownBy(() -> claim("another", "one"));
        this.clock.advance(Duration.ofMinutes(2));
        assertThat(claim("another", "one").owner()).isNotNull();
    }

}
