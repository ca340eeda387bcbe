/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.hardening;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import com.example.shop.ShopApplication;
import com.example.shop.ShopClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A response beyond the limit of idempotency is passed on instead of buffered. */
class LargeIdempotentResponseTests {

    private static final int SIZE = 8 * 1024 * 1024;

    @Test
    void aResponseBeyondTheLimitReachesTheClientWhileTheHandlerWritesIt() throws Exception {
        try (RunningApplication shop = RunningApplication.start(ExportingShop.class,
                "streamgate.idempotency.enabled=true", "streamgate.idempotency.paths=/api/orders/**",
                "streamgate.idempotency.max-response-body=64KB")) {
            ShopClient client = shop.client().as("viewer").with("Idempotency-Key", "export-0000001");
            HttpResponse<InputStream> response = client.http()
                .send(client.request("/api/orders/export").POST(HttpRequest.BodyPublishers.noBody()).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
            Export export = shop.context().getBean(Export.class);
            try (InputStream body = response.body()) {
                long received = body.readNBytes(SIZE / 2).length;
                export.received.countDown();
                received += body.readAllBytes().length;
                assertThat(received).isEqualTo(SIZE);
            }
            assertThat(export.passedOn).isTrue();
        }
    }

    @Import({ ShopApplication.class, Export.class })
    static class ExportingShop {

    }

    @RestController
    static class Export {

        private final CountDownLatch received = new CountDownLatch(1);

        private volatile boolean passedOn;

        /** The second half follows when the client has the first. */
        @PostMapping("/api/orders/export")
        void export(HttpServletResponse response) throws Exception {
            OutputStream body = response.getOutputStream();
            body.write(new byte[SIZE / 2]);
            body.flush();
            this.passedOn = this.received.await(5, TimeUnit.SECONDS);
            body.write(new byte[SIZE / 2]);
        }

    }

}
