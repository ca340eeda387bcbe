/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.PayloadApplicationEvent;

import dev.streamgate.hardening.event.InfoEvent;
import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CacheWarmingTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(NamedCachesAutoConfiguration.class))
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new);

    @Test
    void warmsAtTheStartAndOnDemandAndPublishesEvents() {
        List<String> summaries = new CopyOnWriteArrayList<>();
        this.runner.withPropertyValues("streamgate.cache.caches.things.ttl=1h")
            .withUserConfiguration(NamedCachesTests.Loading.class)
            .withBean(CacheWarmer.class, () -> new ThingsWarmer())
            .withInitializer((context) -> context.addApplicationListener((event) -> {
                if (event instanceof PayloadApplicationEvent<?> payload
                        && payload.getPayload() instanceof InfoEvent info) {
                    summaries.add(info.summary());
                }
            }))
            .run((context) -> {
                CacheWarming warming = context.getBean(CacheWarming.class);
                assertThat(warming.warm()).containsExactly(Map.entry("things", 7));
                assertThat(warming.warm("things")).isEqualTo(7);
                assertThat(summaries).hasSize(2).allMatch((summary) -> summary.contains("'things'"));
                assertThatIllegalArgumentException().isThrownBy(() -> warming.warm("others"));
                context.publishEvent(new ApplicationReadyEvent(new SpringApplication(), new String[0],
                        context.getSourceApplicationContext(), null));
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> summaries.size() == 3);
                assertThat(context.getBean(MeterRegistry.class)
                    .get("streamgate.cache.warmed")
                    .tag("cache", "things")
                    .counter()
                    .count()).isEqualTo(21);
            });
    }

    @Test
    void warmsByItsCronExpressionInItsZone() {
        MovableClock clock = new MovableClock(Instant.parse("2026-03-28T12:00:00Z"));
        AtomicInteger warmings = new AtomicInteger();
        this.runner
            .withPropertyValues("streamgate.cache.caches.things.ttl=1h", "streamgate.cache.warming.on-start=false",
                    "streamgate.cache.warming.cron=0 30 4 * * *", "streamgate.cache.warming.zone=Europe/Vienna")
            .withBean(Clock.class, () -> clock)
            .withBean(CacheWarmer.class, () -> new CountingWarmer(warmings))
            .run((context) -> {
                CacheWarming warming = context.getBean(CacheWarming.class);
                warming.onApplicationReady();
                clock.set(Instant.parse("2026-03-29T02:29:59Z"));
                warming.warmIfDue();
                assertThat(warmings).hasValue(0);
                clock.advance(Duration.ofSeconds(1));
                warming.warmIfDue();
                assertThat(warmings).as("04:30 summer time, which began that night").hasValue(1);
                warming.warmIfDue();
                assertThat(warmings).hasValue(1);
                clock.advance(Duration.ofDays(5));
                warming.warmIfDue();
                warming.warmIfDue();
                assertThat(warmings).as("one run makes up for those missed").hasValue(2);
            });
    }

    @Test
    void warmsAtItsIntervalUnlessThatIsZero() {
        for (String interval : new String[] { "10m", "0" }) {
            MovableClock clock = new MovableClock(Instant.parse("2026-03-28T12:00:00Z"));
            AtomicInteger warmings = new AtomicInteger();
            this.runner
                .withPropertyValues("streamgate.cache.caches.things.ttl=1h", "streamgate.cache.warming.on-start=false",
                        "streamgate.cache.warming.interval=" + interval)
                .withBean(Clock.class, () -> clock)
                .withBean(CacheWarmer.class, () -> new CountingWarmer(warmings))
                .run((context) -> {
                    CacheWarming warming = context.getBean(CacheWarming.class);
                    warming.onApplicationReady();
                    clock.advance(Duration.ofSeconds(599));
                    warming.warmIfDue();
                    assertThat(warmings).hasValue(0);
                    clock.advance(Duration.ofSeconds(1));
                    warming.warmIfDue();
                    assertThat(warmings).hasValue(interval.equals("0") ? 0 : 1);
                });
        }
    }

    @Test
    void anInvalidCronExpressionFailsTheStart() {
        this.runner
            .withPropertyValues("streamgate.cache.caches.things.ttl=1h", "streamgate.cache.warming.cron=30 4 * * *")
            .run((context) -> assertThat(context.getStartupFailure())
                .hasStackTraceContaining("cron must be six fields"));
    }

    @Test
    void theEndpointWarmsOneCacheOrAll() {
        this.runner
            .withPropertyValues("streamgate.cache.caches.things.ttl=1h",
                    "management.endpoints.web.exposure.include=cachewarming")
            .withBean(CacheWarmer.class, () -> new ThingsWarmer())
            .run((context) -> {
                CacheWarmingEndpoint endpoint = context.getBean(CacheWarmingEndpoint.class);
                assertThat(endpoint.warm()).containsExactly(Map.entry("things", 7));
                assertThat(endpoint.warmOne("things")).containsExactly(Map.entry("things", 7));
                assertThatExceptionOfType(InvalidEndpointRequestException.class)
                    .isThrownBy(() -> endpoint.warmOne("others"));
            });
    }

    record CountingWarmer(AtomicInteger warmings) implements CacheWarmer {

        @Override
        public String cache() {
            return "things";
        }

        @Override
        public int warm() {
            return this.warmings.incrementAndGet();
        }

    }

    static class ThingsWarmer implements CacheWarmer {

        @Override
        public String cache() {
            return "things";
        }

        @Override
        public int warm() {
            return 7;
        }

    }

}
