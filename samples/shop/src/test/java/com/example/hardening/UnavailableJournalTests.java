/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.hardening;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;

import com.example.shop.ShopApplication;
import com.example.shop.ShopClient;
import dev.streamgate.hardening.audit.AuditJournal;
import dev.streamgate.hardening.audit.AuditQuery;
import dev.streamgate.hardening.audit.AuditRecord;
import dev.streamgate.hardening.audit.AuditUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

/** Refusals while the journal of the shop, a database that is down, cannot be written. */
@ExtendWith(OutputCaptureExtension.class)
class UnavailableJournalTests {

    @Test
    void manyRefusalsAreOneLineOfTheLog(CapturedOutput output) throws Exception {
        try (RunningApplication shop = RunningApplication.start(ShopWithJournal.class)) {
            ShopClient client = shop.client().as("viewer");
            assertThat(client.get("/api/products/1").statusCode()).isEqualTo(200);
            int start = output.length();
            for (int i = 0; i < 20; i++) {
                assertThat(client.get("/api/orders/audited/plain").statusCode()).isEqualTo(503);
            }
            List<String> lines = output.toString().substring(start).lines().toList();
            assertThat(lines).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Import({ ShopApplication.class, AuditedHandlersTests.Handlers.class, FullJournal.class })
    static class ShopWithJournal {

    }

    /** A journal of the application, in place of the library's. */
    static class FullJournal implements AuditJournal {

        @Override
        public void recordDurably(AuditRecord event) {
            throw new AuditUnavailableException(new IllegalStateException("No space left on device"));
        }

        @Override
        public void recordBestEffort(AuditRecord event) {
            // Dropped.
        }

        @Override
        public void requireWritable() {
            throw new AuditUnavailableException(new IllegalStateException("No space left on device"));
        }

        @Override
        public List<AuditRecord> find(AuditQuery query) {
            return List.of();
        }

    }

}
