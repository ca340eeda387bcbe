/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.shop;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Appender;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application decided. Runs with the library on the class path and without it.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ShopTests {

    private static final String HTML = "text/html";

    private static final String JSON = "application/json";

    @LocalServerPort
    private int port;

    @Autowired
    private CacheManager caches;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private Catalog catalog;

    private ShopClient client;

    @BeforeEach
    void connect() {
        this.client = new ShopClient(this.port);
    }

    @Test
    void anAdminWithoutTheRoleViewerIsDeniedWhatViewersMayRead() throws Exception {
        assertThat(this.client.as("viewer").get("/api/reports").statusCode()).isEqualTo(200);
        assertThat(this.client.as("admin").get("/api/reports").statusCode()).isEqualTo(403);
        assertThat(this.client.as("admin").get("/admin").statusCode()).isEqualTo(200);
    }

    @Test
    void theActuatorIsOpenToThoseWhomTheShopAdmits() throws Exception {
        assertThat(this.client.get("/actuator/health").body()).contains("\"status\":\"UP\"")
            .doesNotContain("components");
        assertThat(this.client.as("viewer").get("/actuator/env").statusCode()).isEqualTo(403);
        assertThat(this.client.as("admin").get("/actuator/env").statusCode()).isEqualTo(200);
    }

    @Test
    void aPageLeadsToTheLoginFormAndTheApiAsksForBasicAuthentication() throws Exception {
        HttpResponse<String> page = this.client.accepting(HTML).get("/admin");
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location")).hasValueSatisfying((to) -> assertThat(to).endsWith("/login"));
        HttpResponse<String> api = this.client.accepting(JSON).get("/api/reports");
        assertThat(api.statusCode()).isEqualTo(401);
        assertThat(api.headers().firstValue("WWW-Authenticate"))
            .hasValueSatisfying((scheme) -> assertThat(scheme).startsWith("Basic"));
    }

    @Test
    void theLoginFormStartsASession() throws Exception {
        Matcher token = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"")
            .matcher(this.client.accepting(HTML).get("/login").body());
        assertThat(token.find()).isTrue();
        HttpResponse<String> login = this.client.post("/login", "application/x-www-form-urlencoded",
                "username=admin&password=admin&_csrf=" + token.group(1));
        assertThat(login.statusCode()).isEqualTo(302);
        assertThat(this.client.get("/admin").body()).isEqualTo("admin");
        assertThat(this.client.post("/logout", "application/x-www-form-urlencoded", "").statusCode()).isEqualTo(403);
    }

    @Test
    void anExceptionWithAStatusKeepsIt() throws Exception {
        HttpResponse<String> response = this.client.accepting(JSON).get("/api/products/7");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("\"status\":404");
    }

    @Test
    void errorPagesAreThoseOfTheShop() throws Exception {
        ShopClient browser = this.client.accepting("text/html,application/xhtml+xml,*/*;q=0.8");
        assertPage(browser.get("/products/7"), 404, "This shelf is empty");
        assertPage(browser.as("viewer").get("/elsewhere"), 404, "This shelf is empty");
        assertPage(browser.get("/products/broken"), 500, "The till is broken");
        assertPage(browser.get("/api/products/broken"), 500, "The till is broken");
        assertPage(browser.get("/api/products/7"), 404, "This shelf is empty");
    }

    @Test
    void aPageOfTheContainerStaysAPage() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", this.port)) {
            socket.getOutputStream()
                .write("GET /a|b HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("HTTP/1.1 400")
                .contains("text/html");
        }
    }

    @Test
    void anErrorOfTheApiHasItsStatus() throws Exception {
        ShopClient api = this.client.as("viewer").accepting(JSON);
        assertThat(api.get("/api/products/broken").statusCode()).isEqualTo(500);
        assertThat(api.get("/api/products/x").statusCode()).isEqualTo(400);
        assertThat(api.get("/elsewhere").statusCode()).isEqualTo(404);
        assertThat(api.post("/api/orders", JSON, "{\"product\":\"Lamp\",\"quantity\":0}").statusCode()).isEqualTo(400);
        assertThat(api.post("/api/orders", JSON, "{").statusCode()).isEqualTo(400);
        assertThat(api.post("/api/orders", "text/csv", "1").statusCode()).isEqualTo(415);
        assertThat(api.post("/api/reports", JSON, "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void anErrorThatTheShopRendersStaysAsItIs() throws Exception {
        HttpResponse<String> response = this.client.as("viewer")
            .post("/api/orders", JSON, "{\"product\":\"Lamp\",\"quantity\":41}");
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.headers().firstValue("Content-Type")).contains(JSON);
        assertThat(response.body()).contains("\"code\":\"OUT_OF_STOCK\"");
    }

    @Test
    void aLargeOrderIsAccepted() throws Exception {
        String order = "{\"product\":\"Lamp\",\"quantity\":1,\"note\":\"" + "x".repeat(3_000_000) + "\"}";
        assertThat(this.client.as("viewer").post("/api/orders", JSON, order).statusCode()).isEqualTo(201);
    }

    @Test
    void anAnnotationOfMethodSecurityStaysWithoutEffect() throws Exception {
        HttpResponse<String> response = this.client.get("/api/products/1/stock");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"stock\":41}");
    }

    @Test
    void pricesAreCachedByTheManagerOfTheShop() throws Exception {
        String price = this.client.get("/api/products/1/price").body();
        assertThat(this.client.get("/api/products/1/price").body()).isEqualTo(price);
        assertThat(this.caches).isInstanceOf(ConcurrentMapCacheManager.class);
    }

    @Test
    void asynchronousHandlersRunInTheExecutorOfTheShop() throws Exception {
        assertThat(this.client.get("/api/products/thread").body()).startsWith("shop-");
    }

    @Test
    void theRootLoggerHasTheAppenderOfTheShopOnly() {
        List<String> appenders = new ArrayList<>();
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME)
            .iteratorForAppenders()
            .forEachRemaining((appender) -> appenders.add(name(appender)));
        assertThat(appenders).containsExactly("SHOP");
    }

    @Test
    void aMeterOfTheShopHasTheSeriesThatTheShopGivesIt() {
        for (int product = 1000; product < 4000; product++) {
            try {
                this.catalog.find(product);
            }
            catch (Catalog.ProductNotFoundException ex) {
                // The view is counted.
            }
        }
        Counter last = this.meters.get("shop.views").tag("product", "3999").counter();
        assertThat(last.count()).isEqualTo(1);
        assertThat(last.getId().getTags()).hasSize(1);
    }

    private static String name(Appender<?> appender) {
        return (appender.getName() != null) ? appender.getName() : appender.getClass().getName();
    }

    private static void assertPage(HttpResponse<String> response, int status, String text) throws IOException {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
            .hasValueSatisfying((type) -> assertThat(type).startsWith(HTML));
        assertThat(response.body()).contains(text);
    }

}
