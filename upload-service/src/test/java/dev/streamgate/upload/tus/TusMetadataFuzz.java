/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.tus;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.streamgate.hardening.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;

/** Any {@code Upload-Metadata} is read, or is a problem with status 400. */
class TusMetadataFuzz {

    private static final String[] TOKENS = { ",", " ", "filename ", "title ", "=" };

    @FuzzTest(maxDuration = "10s")
    void anyHeaderIsReadOrRejected(FuzzedDataProvider data) {
        StringBuilder header = new StringBuilder();
        while (data.remainingBytes() > 0 && header.length() < 8192) {
            switch (data.consumeInt(0, 3)) {
                case 0 -> header.append(Base64.getEncoder().encodeToString(data.consumeBytes(12)));
                case 1 -> header.append(data.pickValue(TOKENS));
                default -> header.append(data.consumeAsciiString(6));
            }
        }
        try {
            TusMetadata metadata = TusMetadata.parse(header.toString());
            assertThat(metadata.values().values()).allSatisfy(
                    (value) -> assertThat(value.getBytes(StandardCharsets.UTF_8)).asString(StandardCharsets.UTF_8)
                        .isEqualTo(value));
        }
        catch (ProblemException ex) {
            assertThat(ex.getStatusCode().value()).isEqualTo(400);
        }
    }

}
