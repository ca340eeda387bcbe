/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.util.StringUtils;
import org.springframework.web.client.RestClient;

import dev.streamgate.hardening.event.InfoEvent;
import dev.streamgate.hardening.security.ServiceIdentityAutoConfiguration;
import dev.streamgate.hardening.security.ServiceTokens;

/**
 * Evaluates alert rules, keeps the alerts, and delivers them to handlers. Disabled by
 * {@code streamgate.alert.enabled=false}. With {@code streamgate.alert.evaluate=false} no
 * rule is evaluated and only {@link InfoEvent}s are delivered.
 */
@AutoConfiguration(after = ServiceIdentityAutoConfiguration.class, afterName = {
        "org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration" })
@ConditionalOnProperty(prefix = "streamgate.alert", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(AlertProperties.class)
public final class AlertAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    AlertRules alertRules(AlertProperties properties, ApplicationEventPublisher events) {
        return new DefaultAlertRules(properties.evaluate() ? properties.allRules() : List.of(), events::publishEvent);
    }

    /** Reads the meters of this process; empty without a Prometheus registry. */
    @Bean
    @ConditionalOnMissingBean
    SampleSource sampleSource(ObjectProvider<PrometheusRegistry> registry, Environment environment) {
        PrometheusRegistry prometheus = registry.getIfUnique();
        return (prometheus != null) ? new RegistrySamples(prometheus, service(environment)) : (metric) -> List.of();
    }

    @Bean
    AlertDelivery alertDelivery(ObjectProvider<AlertHandler> handlers, AlertProperties properties,
            ObjectProvider<MeterRegistry> meters) {
        return new AlertDelivery(handlers.orderedStream().toList(), properties.delivery(), registry(meters));
    }

    /** Delivers each change of an alert at once to every handler. */
    @Bean
    @ConditionalOnMissingBean
    AlertRouter alertRouter(AlertDelivery delivery) {
        return delivery::deliver;
    }

    @Bean
    @ConditionalOnMissingBean(Alerts.class)
    AlertEvaluator alerts(AlertRules rules, SampleSource source, AlertProperties properties, AlertRouter router,
            ApplicationEventPublisher events, ObjectProvider<Clock> clock) {
        return new AlertEvaluator(rules, source, clock.getIfUnique(Clock::systemUTC),
                new AlertEvaluator.Bounds(properties.maxActive(), properties.maxHistory(), properties.maxSamples()),
                router, events::publishEvent);
    }

    @Bean
    @ConditionalOnBean(AlertEvaluator.class)
    @ConditionalOnProperty(prefix = "streamgate.alert", name = "evaluate", matchIfMissing = true)
    AlertEvaluationScheduler alertEvaluationScheduler(AlertEvaluator evaluator, AlertProperties properties,
            ObjectProvider<MeterRegistry> meters) {
        return new AlertEvaluationScheduler(evaluator, properties.evaluationInterval(), registry(meters));
    }

    @Bean
    InfoEvents infoEvents(ApplicationContext context, ObjectProvider<AlertEvaluator> evaluator, AlertRouter router,
            ObjectProvider<Clock> clock) {
        List<Consumer<Alert>> consumers = new ArrayList<>();
        evaluator.ifAvailable((history) -> consumers.add(history::addEvent));
        consumers.add(router::route);
        return new InfoEvents(context, service(context.getEnvironment()), clock.getIfUnique(Clock::systemUTC),
                consumers);
    }

    @Bean
    @ConditionalOnProperty(prefix = "streamgate.alert.log", name = "enabled", matchIfMissing = true)
    AlertHandler logAlertHandler(AlertProperties properties) {
        return new LogAlertHandler(properties.log().level());
    }

    @Bean
    @Conditional(OnPropertyHasTextCondition.Webhook.class)
    AlertHandler webhookAlertHandler(AlertProperties properties) {
        AlertProperties.Webhook webhook = properties.webhook();
        String authorization = webhook.authorization();
        return new HttpAlertHandler("webhook", webhook.level(), restClient(), required(webhook.url()), (headers) -> {
            if (StringUtils.hasText(authorization)) {
                headers.set(HttpHeaders.AUTHORIZATION, authorization);
            }
        }, (alert) -> alert);
    }

    @Bean
    @Conditional(OnPropertyHasTextCondition.Slack.class)
    AlertHandler slackAlertHandler(AlertProperties properties) {
        AlertProperties.Slack slack = properties.slack();
        return new HttpAlertHandler("slack", slack.level(), restClient(), required(slack.url()), (headers) -> {
        }, SlackMessage::of);
    }

    @Bean
    @Conditional(OnPropertyHasTextCondition.Forward.class)
    @ConditionalOnBean(ServiceTokens.class)
    AlertHandler forwardAlertHandler(AlertProperties properties, ServiceTokens tokens) {
        String monitor = required(properties.forward().url()).toString().replaceFirst("/+$", "");
        return new HttpAlertHandler("forward", AlertLevel.INFO, restClient(),
                URI.create(monitor + "/internal/v1/alert-events"), (headers) -> headers.setBearerAuth(tokens.get()),
                (alert) -> alert);
    }

    private static RestClient restClient() {
        HttpClientSettings settings = HttpClientSettings.defaults()
            .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(5))
            .withRedirects(HttpRedirects.DONT_FOLLOW);
        return RestClient.builder().requestFactory(ClientHttpRequestFactoryBuilder.jdk().build(settings)).build();
    }

    private static MeterRegistry registry(ObjectProvider<MeterRegistry> meters) {
        return meters.getIfUnique(CompositeMeterRegistry::new);
    }

    private static URI required(@Nullable URI url) {
        if (url == null) {
            throw new IllegalStateException("OnPropertyHasTextCondition requires the address");
        }
        return url;
    }

    private static String service(Environment environment) {
        String name = environment.getProperty("streamgate.service.name");
        return StringUtils.hasText(name) ? name : environment.getProperty("spring.application.name", "application");
    }

    /** Actuator endpoint for operators. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint")
    static class EndpointConfiguration {

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnAvailableEndpoint
        AlertsEndpoint alertsEndpoint(Alerts alerts) {
            return new AlertsEndpoint(alerts);
        }

    }

    /** Requires JavaMail, a mail server and recipients. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JavaMailSender.class)
    @ConditionalOnBean(JavaMailSender.class)
    @Conditional(OnPropertyHasTextCondition.Email.class)
    static class EmailConfiguration {

        /**
         * Sets time-outs, since JavaMail by default waits for an unresponsive server
         * forever.
         */
        @Bean
        AlertHandler emailAlertHandler(JavaMailSender sender, AlertProperties properties) {
            if (sender instanceof JavaMailSenderImpl configurable) {
                Properties settings = configurable.getJavaMailProperties();
                for (String name : List.of("connectiontimeout", "timeout", "writetimeout")) {
                    settings.putIfAbsent("mail.smtp." + name, "5000");
                    settings.putIfAbsent("mail.smtps." + name, "5000");
                }
            }
            AlertProperties.Email email = properties.email();
            return new EmailAlertHandler(sender, email.from(), email.to(), email.level());
        }

    }

}
