/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import dev.streamgate.metadata.MetadataClient;
import dev.streamgate.metadata.MetadataTest;
import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

@MetadataTest
@TestPropertySource(properties = "streamgate.metadata.quota.contents=2")
class ContentQuotaIT {

    private final MetadataClient client;

    @Autowired
    ContentQuotaIT(MetadataClient client) {
        this.client = client;
    }

    @Test
    void anOwnerHasNoMoreContentsThanTheQuota() {
        String owner = "owner-" + System.nanoTime();
        String first = this.client.create(owner, Map.of("title", "one")).field("id");
        assertThat(this.client.attach("upload-of-" + owner.substring(6), owner, "u-" + owner).status()).isBetween(200,
                204);
        Reply refused = this.client.create(owner, Map.of("title", "three"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("quota-exceeded");
        assertThat(refused.field("quota")).isEqualTo("contents");
        assertThat(this.client.attach("other-of-" + owner.substring(6), owner, "v-" + owner).status()).isEqualTo(403);
        assertThat(this.client.attach(first, owner, "w-" + owner).status()).as("no further content")
            .isBetween(200, 204);
        assertThat(this.client.get("/api/v1/contents/quota", MetadataClient.creator(owner)).json().toString())
            .isEqualTo("{\"contents\":{\"used\":2,\"allowed\":2}}");
        assertThat(this.client.get("/api/v1/contents/quota", null).status()).isEqualTo(401);
    }

}
