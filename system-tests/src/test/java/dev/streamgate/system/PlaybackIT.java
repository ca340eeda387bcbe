/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Uploads with both tus clients and plays in a real browser, through the gateway only.
 */
@EnabledIf(value = "canRun", disabledReason = "Requires chromium, chromedriver, node and npm")
@Order(2)
class PlaybackIT {

    private static final Path pictures = Path.of("target", "screenshots");

    private final Stack stack = Stack.running();

    private final GatewayUser creator = GatewayUser.register(this.stack);

    @BeforeAll
    static void prepare() throws Exception {
        Files.createDirectories(pictures);
    }

    @Test
    void aRemuxedUploadOfTheJavaClientPlaysInTheBrowser(@TempDir Path folder) throws Exception {
        Path clip = Media.clip(folder, "holiday.mp4", 20);
        String contentId = this.creator.contentOf(this.creator.upload(clip, 100_000));
        this.creator.await(contentId, (content) -> content.path("playable").asBoolean());
        try (Browser browser = new Browser()) {
            browser.open(page(contentId));
            browser.awaitPlayback(1);
            long first = browser.picture();
            assertThat(browser.duration()).isCloseTo(20, within(0.1));
            browser.awaitPlayback(3);
            browser.screenshot(pictures.resolve("repackaged.png"));
            assertThat(browser.picture()).as("the picture moves").isNotEqualTo(first);
            assertThat(browser.error()).isEmpty();
        }
    }

    @Test
    void aSeekToAnUnencodedSegmentPlaysAfterAnUploadOfTheJavaScriptClient(@TempDir Path folder) throws Exception {
        Path clip = Media.clipToEncode(folder, "slow.mkv", "1280x720", 60);
        String contentId = this.creator.contentOf(TusJsClient.upload(this.stack, this.creator, clip));
        JsonNode content = this.creator.await(contentId, (candidate) -> candidate.path("playable").asBoolean());
        try (Browser browser = new Browser()) {
            browser.open(page(contentId));
            browser.awaitPlayback(0.5);
            String packageKey = this.creator.json("/api/v1/streams/" + contentId + "/info")
                .path("packageKey")
                .asString();
            // The first four seconds consist of three segments.
            int segment = 50 / 4 + 2;
            assertThat(content.path("renditions")
                .valueStream()
                .map((rendition) -> rendition.path("name").asString())
                .filter((name) -> !name.startsWith("audio"))
                .noneMatch((name) -> this.stack.isPublished(packageKey, name, segment)))
                .as("segment %d is not encoded before the seek", segment)
                .isTrue();
            browser.seek(51);
            browser.awaitPlayback(52);
            browser.screenshot(pictures.resolve("after-seek.png"));
            assertThat(browser.error()).isEmpty();
        }
        finally {
            // The remaining segments need no encoding.
            this.creator.http().delete("/api/v1/contents/" + contentId, "If-Match", "*");
        }
    }

    static boolean canRun() {
        return Browser.isInstalled() && JavaScript.isInstalled();
    }

    private URI page(String contentId) {
        return this.stack.gateway().resolve("/watch#" + this.creator.play(contentId));
    }

}
