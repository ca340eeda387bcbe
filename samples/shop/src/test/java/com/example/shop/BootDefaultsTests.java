/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.shop;

import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.autoconfigure.error.BasicErrorController;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that decides nothing has Spring Boot's defaults. Runs with the library
 * on the class path and without it.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "spring.security.user.name=user", "spring.security.user.password=user" })
class BootDefaultsTests {

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Numbers numbers;

    @Test
    void thePasswordOfThePropertiesOpensTheApplication() throws Exception {
        ShopClient client = new ShopClient(this.port);
        assertThat(client.as("user").get("/number").statusCode()).isEqualTo(200);
        HttpResponse<String> page = client.accepting("text/html").get("/number");
        assertThat(page.statusCode()).isEqualTo(302);
    }

    @Test
    void aCacheNeedsNoDeclaration() {
        assertThat(this.numbers.next()).isEqualTo(this.numbers.next());
    }

    @Test
    void executorsAndErrorControllerAreThoseOfSpringBoot() {
        assertThat(this.context.containsBean("applicationTaskExecutor")).isTrue();
        assertThat(this.context.containsBean("taskScheduler")).isTrue();
        assertThat(this.context.getBeansOfType(BasicErrorController.class)).hasSize(1);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableCaching
    @EnableScheduling
    @Import(Numbers.class)
    static class PlainApplication {

    }

    @RestController
    public static class Numbers {

        private final AtomicInteger number = new AtomicInteger();

        @GetMapping("/number")
        @Cacheable("numbers")
        public int next() {
            return this.number.incrementAndGet();
        }

    }

}
