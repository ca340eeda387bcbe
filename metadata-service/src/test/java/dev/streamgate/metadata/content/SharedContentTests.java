/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.metadata.CaptionView;
import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.GateRule;
import dev.streamgate.contracts.metadata.PosterView;
import dev.streamgate.contracts.metadata.Visibility;

import static org.assertj.core.api.Assertions.assertThat;

/** Serialization of contents in the shared cache. */
class SharedContentTests {

    private final JsonMapper json = JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();

    @Test
    void aContentSurvivesTheRoundTripThroughJson() {
        var media = new Content.Media(7, 9, true, 0.5, "key", 12.34, 1920, 1080, 29.97, List.of(), null,
                List.of("Audio track 2 is not offered."));
        GateRule rule = new GateRule.AnyOf(List.of(new GateRule.Owner(), new GateRule.Not(new GateRule.Role("viewer")),
                new GateRule.Wallet("0x52908400098527886E0F7030069857D2E4169EE7")));
        Content content = new Content("id", "owner", new ContentText("title", null, List.of("a", "b"), "c"),
                Visibility.GATED, ContentState.PUBLISHED, 3, 2, rule, 1, 1_234L, media,
                List.of(new CaptionView("en", 3, 7, Instant.parse("2026-11-21T10:00:00Z"))),
                new PosterView(2, 640, 360, Instant.parse("2026-11-21T09:00:00Z")),
                Instant.parse("2026-11-21T10:00:00.123456Z"), Instant.parse("2026-11-21T10:00:01Z"));
        assertThat(this.json.readValue(this.json.writeValueAsBytes(content), Content.class)).isEqualTo(content);
    }

}
