/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.gate;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.streamgate.metadata.MetadataClient;
import dev.streamgate.metadata.MetadataTest;
import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.security.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

@MetadataTest
class GateIT {

    private static final String ANN = MetadataClient.creator("ann");

    private final MetadataClient client;

    private final JdbcClient jdbc;

    @Autowired
    GateIT(MetadataClient client, JdbcClient jdbc) {
        this.client = client;
        this.jdbc = jdbc;
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"type\":\"public\"}", "{\"type\":\"owner\"}", "{\"type\":\"role\",\"role\":\"viewer\"}",
            "{\"type\":\"wallet\",\"address\":\"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\"}",
            "{\"type\":\"time\",\"from\":\"2026-01-01T00:00:00Z\"}",
            "{\"type\":\"token\",\"standard\":\"erc721\",\"chainId\":1,\"contract\":\"0x00000000000000000000000000000000000000aa\",\"tokenId\":115792089237316195423570985008687907853269984665640564039457584007913129639935}",
            "{\"type\":\"allOf\",\"rules\":[{\"type\":\"not\",\"rule\":{\"type\":\"owner\"}},{\"type\":\"anyOf\",\"rules\":[{\"type\":\"public\"}]}]}" })
    void aRuleIsReturnedAsItWasSet(String rule) {
        String id = draft();
        Reply set = this.client.put(gate(id), ANN, "{\"rule\":" + rule + "}");
        assertThat(set.status()).as(set.json().toString()).isEqualTo(200);
        assertThat(set.json().path("version").asLong()).isEqualTo(1);
        assertThat(set.json().path("updatedBy").asString()).isEqualTo("ann");
        Reply read = this.client.get(gate(id), ANN);
        assertThat(read.json()).isEqualTo(set.json());
        assertThat(read.json().path("rule").path("type").asString())
            .isEqualTo(set.json().path("rule").path("type").asString());
        assertThat(playback(id).path("rule")).isEqualTo(read.json().path("rule"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"type\":\"everything\"}", "{}", "7", "[]", "\"public\"", "{\"type\":\"allOf\"}",
            "{\"type\":\"allOf\",\"rules\":[]}", "{\"type\":\"allOf\",\"rules\":[null]}", "{\"type\":\"not\"}",
            "{\"type\":\"role\"}", "{\"type\":\"role\",\"role\":\"emperor\"}",
            "{\"type\":\"role\",\"role\":\"service\"}", "{\"type\":\"wallet\",\"address\":\"0x12\"}",
            "{\"type\":\"time\"}", "{\"type\":\"time\",\"from\":\"yesterday\"}",
            "{\"type\":\"time\",\"from\":\"2026-01-02T00:00:00Z\",\"until\":\"2026-01-01T00:00:00Z\"}",
            "{\"type\":\"token\",\"standard\":\"erc20\",\"chainId\":1}",
            "{\"type\":\"token\",\"standard\":\"erc20\",\"contract\":\"0x00000000000000000000000000000000000000aa\"}",
            "{\"type\":\"token\",\"standard\":\"erc20\",\"chainId\":1,\"contract\":\"0x00000000000000000000000000000000000000aa\",\"minBalance\":0}",
            "{\"type\":\"token\",\"standard\":\"erc20\",\"chainId\":1,\"contract\":\"0x00000000000000000000000000000000000000aa\",\"tokenId\":-1}",
            "{\"type\":\"token\",\"standard\":\"erc20\",\"chainId\":1,\"contract\":\"0x00000000000000000000000000000000000000aa\",\"tokenId\":1157920892373161954235709850086879078532699846656405640394575840079131296399360}" })
    void anInvalidRuleIsRejected(String rule) {
        String id = draft();
        Reply reply = this.client.put(gate(id), ANN, "{\"rule\":" + rule + "}");
        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(400);
        assertThat(this.client.get(gate(id), ANN).json().path("version").asLong()).isZero();
    }

    @Test
    void anAddressWithAWrongChecksumIsNamed() {
        String mistyped = "{\"type\":\"not\",\"rule\":{\"type\":\"wallet\",\"address\":\"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD\"}}";
        Reply reply = setRule(draft(), mistyped);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("detail").asString())
            .isEqualTo("rule.rule.address must be an Ethereum address, with its checksum if the case is mixed.");
    }

    @Test
    void depthAndNumberOfClausesAreLimited() {
        String id = draft();
        assertThat(setRule(id, nested(8)).status()).isEqualTo(200);
        assertThat(setRule(id, nested(9)).status()).isEqualTo(400);
        assertThat(setRule(id, nested(3000)).status()).isIn(400, 413);
        assertThat(setRule(id, wide(3, 16)).status()).isEqualTo(200);
        assertThat(setRule(id, wide(4, 16)).status()).isEqualTo(400);
        assertThat(setRule(id, wide(1, 17)).status()).isEqualTo(400);
    }

    @Test
    void allVersionsAreStored() {
        String id = draft();
        setRule(id, "{\"type\":\"public\"}");
        setRule(id, "{\"type\":\"owner\"}");
        Reply cleared = setRule(id, "null");
        assertThat(cleared.json().path("version").asLong()).isEqualTo(3);
        assertThat(cleared.json().has("rule")).isFalse();
        assertThat(this.jdbc
            .sql("SELECT coalesce(rule ->> 'type', 'none') FROM gate_history WHERE content_id = :id ORDER BY version")
            .param("id", id)
            .query(String.class)
            .list()).containsExactly("public", "owner", "none");
    }

    @Test
    void ownersAndAdminsSetRulesAndOperatorsReadThem() {
        String id = this.client.published("ann", Map.of("title", "gated", "visibility", "gated"));
        String rule = "{\"rule\":{\"type\":\"public\"}}";
        assertThat(this.client.put(gate(id), MetadataClient.creator("ben"), rule).status()).isEqualTo(403);
        assertThat(this.client.get(gate(id), MetadataClient.creator("ben")).status()).isEqualTo(403);
        assertThat(this.client.put(gate(id), TestTokens.user("op", "operator"), rule).status()).isEqualTo(403);
        assertThat(this.client.get(gate(id), TestTokens.user("op", "operator")).status()).isEqualTo(200);
        assertThat(this.client.get(gate(id), null).status()).isEqualTo(401);
        assertThat(
                this.client.put(gate(id), TestTokens.user("root", "admin"), rule).json().path("updatedBy").asString())
            .isEqualTo("root");
    }

    @Test
    void theAccessVersionChangesWithRuleStateAndVisibilityOnly() {
        String id = this.client.published("ann", Map.of("title", "gated", "visibility", "gated"));
        long version = playback(id).path("ruleVersion").asLong();
        this.client.patch(MetadataClient.CONTENTS + "/" + id, ANN, "*", Map.of("title", "new"));
        this.client.updateMedia(id, 50, "ready", true, "package-" + id);
        assertThat(playback(id).path("ruleVersion").asLong()).isEqualTo(version);
        setRule(id, "{\"type\":\"public\"}");
        assertThat(playback(id).path("ruleVersion").asLong()).isEqualTo(version + 1);
        this.client.patch(MetadataClient.CONTENTS + "/" + id, ANN, "*", Map.of("visibility", "public"));
        assertThat(playback(id).path("ruleVersion").asLong()).isEqualTo(version + 2);
        this.client.post(MetadataClient.CONTENTS + "/" + id + "/archive", ANN, null);
        assertThat(playback(id).path("ruleVersion").asLong()).isEqualTo(version + 3);
    }

    @Test
    void aRuleMayRequireAVersion() {
        String id = draft();
        String rule = "{\"rule\":{\"type\":\"public\"}}";
        assertThat(this.client.send("PUT", gate(id), ANN, rule, Map.of("If-Match", "\"7\"")).status()).isEqualTo(412);
        assertThat(this.client.send("PUT", gate(id), ANN, rule, Map.of("If-Match", "\"1\"")).status()).isEqualTo(200);
    }

    private tools.jackson.databind.JsonNode playback(String id) {
        return this.client.get("/internal/v1/contents/" + id + "/playback", TestTokens.service("streaming")).json();
    }

    private Reply setRule(String id, String rule) {
        return this.client.put(gate(id), ANN, "{\"rule\":" + rule + "}");
    }

    private static String nested(int depth) {
        return "{\"type\":\"not\",\"rule\":".repeat(depth - 1) + "{\"type\":\"public\"}" + "}".repeat(depth - 1);
    }

    private static String wide(int groups, int each) {
        String group = "{\"type\":\"anyOf\",\"rules\":["
                + IntStream.range(0, each).mapToObj((i) -> "{\"type\":\"public\"}").collect(Collectors.joining(","))
                + "]}";
        return "{\"type\":\"allOf\",\"rules\":["
                + IntStream.range(0, groups).mapToObj((i) -> group).collect(Collectors.joining(",")) + "]}";
    }

    private String draft() {
        return this.client.create("ann", Map.of("title", "a")).field("id");
    }

    private static String gate(String id) {
        return MetadataClient.CONTENTS + "/" + id + "/gate";
    }

}
