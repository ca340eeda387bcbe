/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.event.InfoEvent;
import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

class AlertAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withConfiguration(AutoConfigurations.of(AlertAutoConfiguration.class));

    @Test
    void itIsEnabledByDefault() {
        this.runner.run((context) -> {
            assertThat(context).hasSingleBean(Alerts.class)
                .hasSingleBean(AlertRules.class)
                .hasSingleBean(AlertEvaluationScheduler.class);
            assertThat(context.getBeansOfType(AlertHandler.class)).containsOnlyKeys("logAlertHandler");
            assertThat(context.getBean(AlertRules.class).all())
                .containsExactlyInAnyOrderElementsOf(PredefinedRules.all());
            AlertProperties properties = context.getBean(AlertProperties.class);
            assertThat(properties.evaluationInterval()).isEqualTo(Duration.ofSeconds(30));
            assertThat(properties.delivery())
                .isEqualTo(new AlertProperties.Delivery(200, 6, Duration.ofSeconds(1), Duration.ofSeconds(30)));
            assertThat(context.getBean(MeterRegistry.class).find("streamgate.alerts").gauges()).hasSize(6);
        });
    }

    @Test
    void itCanBeDisabled() {
        this.runner.withPropertyValues("streamgate.alert.enabled=false")
            .run((context) -> assertThat(context).doesNotHaveBean(Alerts.class).doesNotHaveBean(AlertHandler.class));
    }

    @Test
    void withoutEvaluationOnlyEventsAreRouted() {
        this.runner.withPropertyValues("streamgate.alert.evaluate=false").run((context) -> {
            assertThat(context).hasSingleBean(Alerts.class).doesNotHaveBean(AlertEvaluationScheduler.class);
            assertThat(context.getBean(AlertRules.class).all()).isEmpty();
            context.publishEvent(new InfoEvent(InfoEvent.Kind.CACHE_WARMED, "Cache x\nwarmed", Map.of("cache", "x")));
            assertThat(context.getBean(Alerts.class).history(5)).singleElement().satisfies((alert) -> {
                assertThat(alert.rule()).isEqualTo("CacheWarmed");
                assertThat(alert.level()).isEqualTo(AlertLevel.INFO);
                assertThat(alert.summary()).isEqualTo("Cache x warmed");
                assertThat(alert.labels()).containsEntry("cache", "x").containsEntry("service", "application");
            });
        });
    }

    @Test
    void propertiesAddRulesAndOverridePredefinedOnes() {
        this.runner
            .withPropertyValues("streamgate.alert.rules.ErrorRateHigh.threshold=0.2",
                    "streamgate.alert.rules.CpuHigh.enabled=false",
                    "streamgate.alert.rules.TooManyThings.expression=sum by (service) (rate(things_total[5m]))",
                    "streamgate.alert.rules.TooManyThings.condition=gte",
                    "streamgate.alert.rules.TooManyThings.threshold=5", "streamgate.alert.rules.TooManyThings.for=90s",
                    "streamgate.alert.rules.TooManyThings.keep-firing=10m",
                    "streamgate.alert.rules.TooManyThings.level=info",
                    "streamgate.alert.rules.TooManyThings.labels.team=shop",
                    "streamgate.alert.rules.TooManyThings.summary=Too many",
                    "streamgate.alert.rules.TooManyThings.runbook=https://example.org/things")
            .run((context) -> {
                AlertRules rules = context.getBean(AlertRules.class);
                assertThat(rules.find("CpuHigh")).isEmpty();
                AlertRule changed = rules.find("ErrorRateHigh").orElseThrow();
                assertThat(changed.threshold()).isEqualTo(0.2);
                assertThat(changed.level()).isEqualTo(AlertLevel.WARNING);
                assertThat(rules.find("TooManyThings")).contains(
                        new AlertRule("TooManyThings", AlertExpression.of("sum by (service) (rate(things_total[5m]))"),
                                AlertCondition.GTE, 5, Duration.ofSeconds(90), Duration.ofMinutes(10), AlertLevel.INFO,
                                Map.of("team", "shop"), "Too many", "https://example.org/things"));
            });
    }

    @Test
    void predefinedRulesCanBeDisabled() {
        this.runner.withPropertyValues("streamgate.alert.predefined=false")
            .run((context) -> assertThat(context.getBean(AlertRules.class).all()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "evaluation-interval=10ms|evaluationInterval", "max-active=0|maxActive",
            "max-history=0|maxHistory", "max-samples=1|maxSamples", "delivery.queue-capacity=0|queueCapacity",
            "delivery.max-attempts=99|maxAttempts", "delivery.initial-backoff=0s|initialBackoff",
            "webhook.url=ftp://example.org|url must begin with http", "slack.url=nonsense|url must begin with http",
            "email.to=invalid|email.to", "rules.X.threshold=1|streamgate.alert.rules.X is invalid",
            "rules.CpuHigh.expression=rate(x)|streamgate.alert.rules.CpuHigh is invalid: Expected '['",
            "rules.CpuHigh.for=2d|streamgate.alert.rules.CpuHigh is invalid: Invalid alert rule: 'for'",
            "rules.CpuHigh.condition=about|streamgate.alert.rules.cpuhigh.condition" })
    void aPropertyOutOfRangePreventsStartupAndIsNamed(String property, String named) {
        this.runner.withPropertyValues("streamgate.alert." + property).run((context) -> {
            assertThat(context).hasFailed();
            StringBuilder messages = new StringBuilder();
            for (Throwable cause = context.getStartupFailure(); cause != null; cause = cause.getCause()) {
                messages.append(cause).append('\n');
            }
            assertThat(messages.toString()).containsIgnoringCase(named);
        });
    }

    @Test
    void eachBeanYieldsToABeanOfTheApplication() {
        SampleSource source = (metric) -> List.of();
        AlertRules rules = new DefaultAlertRules(List.of(), (event) -> {
        });
        this.runner.withBean(SampleSource.class, () -> source)
            .withBean(AlertRules.class, () -> rules)
            .withBean("custom", AlertHandler.class, () -> new LogAlertHandler(AlertLevel.INFO))
            .run((context) -> {
                assertThat(context.getBean(SampleSource.class)).isSameAs(source);
                assertThat(context.getBean(AlertRules.class)).isSameAs(rules);
                assertThat(context.getBeansOfType(AlertHandler.class)).containsOnlyKeys("logAlertHandler", "custom");
            });
    }

    @Test
    void aRouterOfTheApplicationSelectsTheHandlers() {
        List<Alert> selected = new java.util.concurrent.CopyOnWriteArrayList<>();
        CountDownLatch received = new CountDownLatch(1);
        this.runner.withBean("pager", AlertHandler.class, () -> new AlertHandler() {
            @Override
            public String name() {
                return "pager";
            }

            @Override
            public void handle(Alert alert) {
                selected.add(alert);
                received.countDown();
            }
        }).withUserConfiguration(PagerRouting.class).run((context) -> {
            context.publishEvent(new InfoEvent(InfoEvent.Kind.METRICS_RESET, "held back"));
            context.publishEvent(new InfoEvent(InfoEvent.Kind.CACHE_WARMED, "selected"));
            assertThat(received.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(selected).extracting(Alert::summary).containsExactly("selected");
            assertThat(context.getBean(Alerts.class).history(5)).hasSize(2);
        });
    }

    @Test
    void handlersExistIfTheyHaveAnAddress() {
        this.runner
            .withPropertyValues("streamgate.alert.log.enabled=false", "streamgate.alert.webhook.url=",
                    "streamgate.alert.slack.url=http://127.0.0.1:1/")
            .run((context) -> assertThat(context.getBeansOfType(AlertHandler.class))
                .containsOnlyKeys("slackAlertHandler"));
    }

    @Test
    void itStartsWithoutOptionalDependencies() {
        this.runner
            .withClassLoader(new FilteredClassLoader("org.springframework.mail", "org.springframework.web",
                    "org.springframework.boot.http.client", "org.springframework.boot.actuate", "io.prometheus",
                    "io.micrometer.prometheusmetrics", "jakarta.servlet"))
            .run((context) -> assertThat(context).hasNotFailed()
                .hasSingleBean(AlertDelivery.class)
                .doesNotHaveBean(SampleSource.class));
    }

    @Test
    void aHandlerThatCannotBeCreatedFailsTheStart() {
        this.runner.withPropertyValues("streamgate.alert.email.to=operator@example.org")
            .withClassLoader(new FilteredClassLoader(JavaMailSender.class))
            .run((context) -> assertThat(context).getFailure()
                .rootCause()
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("streamgate.alert.email.to"));
        this.runner.withPropertyValues("streamgate.alert.webhook.url=https://example.org/hook")
            .withClassLoader(new FilteredClassLoader("org.springframework.boot.http.client"))
            .run((context) -> assertThat(context).getFailure()
                .rootCause()
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("streamgate.alert.webhook.url"));
    }

    @Test
    void rulesThatNothingCanEvaluateFailTheStart() {
        this.runner.withBean(AlertRuleContributor.class, () -> (rules) -> rules.remove("CpuHigh"))
            .withClassLoader(new FilteredClassLoader("io.prometheus"))
            .run((context) -> assertThat(context).getFailure()
                .rootCause()
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("no Prometheus registry"));
    }

    @Test
    void aContributorAddsChangesAndRemovesRulesBeforeTheProperties() {
        AlertRule added = new AlertRule("CartsLost", AlertExpression.of("carts_lost"), AlertCondition.GT, 0,
                Duration.ZERO, Duration.ZERO, AlertLevel.WARNING, Map.of(), "Carts are lost", null);
        this.runner.withBean(AlertRuleContributor.class, () -> (rules) -> {
            rules.put(added.name(), added);
            rules.remove("CpuHigh");
        })
            .withPropertyValues("streamgate.alert.rules.CartsLost.threshold=5",
                    "streamgate.alert.runbook-url=https://example.org/runbooks#{rule}",
                    "streamgate.alert.rules.DiskFull.runbook=https://example.org/disks")
            .run((context) -> {
                AlertRules rules = context.getBean(AlertRules.class);
                assertThat(rules.find("CpuHigh")).isEmpty();
                assertThat(rules.find("CartsLost").orElseThrow().threshold()).isEqualTo(5);
                assertThat(rules.find("CartsLost").orElseThrow().runbook())
                    .isEqualTo("https://example.org/runbooks#carts-lost");
                assertThat(rules.find("DiskFull").orElseThrow().runbook()).isEqualTo("https://example.org/disks");
                context.publishEvent(new InfoEvent(InfoEvent.Kind.CACHE_WARMED, "warmed"));
                assertThat(context.getBean(Alerts.class).history(1).get(0).runbook())
                    .isEqualTo("https://example.org/runbooks#info-events");
            });
    }

    @Test
    void summariesAreSentencesWithoutTheLabelInstance() {
        for (AlertRule rule : PredefinedRules.all()) {
            assertThat(
                    rule.summaryOf(Map.of("service", "shop", "path", "/", "cache", "c", "plan", "p", "handler", "h")))
                .contains("shop")
                .doesNotContain("()", "{{", "  ");
            assertThat(rule.summaryOf(Map.of("service", "shop"))).doesNotContain("instance");
        }
        AlertRule rule = PredefinedRules.all().get(0);
        assertThat(rule.summaryOf(Map.of("service", "shop", "instance", "10.0.0.1:80")))
            .isEqualTo("shop (10.0.0.1:80) is not ready for traffic");
        assertThat(rule.runbook()).isNull();
    }

    @Test
    void theApplicationsMailSenderIsNotChanged() {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        this.runner.withBean(JavaMailSender.class, () -> sender)
            .withPropertyValues("streamgate.alert.email.to=operator@example.org")
            .run((context) -> {
                assertThat(context).hasBean("emailAlertHandler");
                assertThat(sender.getJavaMailProperties()).isEmpty();
            });
    }

    @Test
    void nativeImagesHaveHintsForTheJsonOfHandlers() {
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get("com.example", "Application")), new InMemoryGeneratedFiles());
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.register(AlertAutoConfiguration.class);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        RuntimeHints hints = generation.getRuntimeHints();
        assertThat(RuntimeHintsPredicates.reflection().onType(SlackMessage.Attachment.class)).accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onType(Alert.class)).accepts(hints);
    }

    @Test
    void metersOfTheProcessAreReadAsPrometheusScrapesThem() {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.counter("things", "kind", "a").increment(3);
        meters.gauge("level", 7);
        Timer.builder("work")
            .serviceLevelObjectives(Duration.ofSeconds(1))
            .register(meters)
            .record(Duration.ofSeconds(2));
        new ApplicationContextRunner().withBean(PrometheusRegistry.class, meters::getPrometheusRegistry)
            .withPropertyValues("streamgate.service.name=shop")
            .withConfiguration(AutoConfigurations.of(AlertAutoConfiguration.class))
            .run((context) -> {
                SampleSource source = context.getBean(SampleSource.class);
                assertThat(source.read("things_total"))
                    .containsExactly(new Sample(Map.of("service", "shop", "kind", "a"), 3));
                assertThat(source.read("level")).containsExactly(new Sample(Map.of("service", "shop"), 7));
                assertThat(source.read("work_seconds_count")).extracting(Sample::value).containsExactly(1.0);
                assertThat(source.read("work_seconds_sum")).extracting(Sample::value).containsExactly(2.0);
                assertThat(source.read("work_seconds_bucket")).containsExactlyInAnyOrder(
                        new Sample(Map.of("service", "shop", "le", "1.0"), 0),
                        new Sample(Map.of("service", "shop", "le", "+Inf"), 1));
                assertThat(source.read("nothing")).isEmpty();
                assertThat(meters.scrape()).contains("work_seconds_bucket{le=\"1.0\"} 0",
                        "things_total{kind=\"a\"} 3.0");
            });
    }

    @Test
    void startAndStopAreEventsThatHandlersReceive() throws Exception {
        Recording.received.clear();
        Recording.count = new CountDownLatch(2);
        var context = new SpringApplicationBuilder(Recording.class)
            .properties("spring.main.web-application-type=none", "spring.application.name=shop",
                    "spring.main.banner-mode=off")
            .run();
        context.close();
        assertThat(Recording.count.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Recording.received).extracting(Alert::rule).containsExactly("ServiceStarted", "ServiceStopped");
        assertThat(Recording.received).extracting((alert) -> alert.labels().get("service")).containsOnly("shop");
    }

    @Configuration(proxyBeanMethods = false)
    static class PagerRouting {

        @Bean
        AlertRouter pagerRouter(AlertDelivery delivery) {
            return (alert) -> {
                if (alert.rule().equals("CacheWarmed")) {
                    delivery.deliver(alert, (handler) -> handler.name().equals("pager"), (delivered) -> {
                    });
                }
            };
        }

    }

    @Configuration(proxyBeanMethods = false)
    @Import(AlertAutoConfiguration.class)
    static class Recording {

        static final List<Alert> received = new java.util.concurrent.CopyOnWriteArrayList<>();

        static CountDownLatch count = new CountDownLatch(2);

        @Bean
        AlertHandler recording() {
            return new AlertHandler() {
                @Override
                public String name() {
                    return "recording";
                }

                @Override
                public void handle(Alert alert) {
                    received.add(alert);
                    count.countDown();
                }
            };
        }

        @Bean
        Clock clock() {
            return new MovableClock();
        }

    }

}
