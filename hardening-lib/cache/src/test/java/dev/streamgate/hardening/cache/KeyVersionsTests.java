/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyVersionsTests {

    private final Cache<String, String> local = Caffeine.newBuilder().build();

    private final KeyVersions<String, String> versions = new KeyVersions<>(this.local);

    @Test
    void anUndisturbedChangeIsStored() {
        this.versions.store("k", "value", this.versions.begin("k"));
        assertThat(this.local.getIfPresent("k")).isEqualTo("value");
        assertThat(this.versions.changed("k")).isTrue();
        assertThat(this.versions.changed("k")).isFalse();
        assertThat(this.local.getIfPresent("k")).isNull();
    }

    @Test
    void ofOverlappingChangesNoneIsStored() {
        long first = this.versions.begin("k");
        long second = this.versions.begin("k");
        this.versions.store("k", "second", second);
        assertThat(this.local.getIfPresent("k")).isEqualTo("second");
        this.versions.store("k", "first", first);
        assertThat(this.local.getIfPresent("k")).as("the server may have accepted either last").isNull();
    }

    @Test
    void aReadThatAChangeOverlapsIsNotKept() {
        String read = this.versions.read("k", () -> this.local.get("k", (absent) -> {
            this.versions.begin("k");
            return "old";
        }));
        assertThat(read).isEqualTo("old");
        assertThat(this.local.getIfPresent("k")).isNull();
        this.versions.read("k", () -> this.local.get("k", (absent) -> {
            this.versions.allChanged();
            return "old";
        }));
        assertThat(this.local.getIfPresent("k")).isNull();
    }

}
