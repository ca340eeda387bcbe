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
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import org.springframework.web.client.RestClient;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.event.InfoEvent;

/**
 * Evaluates alert rules, keeps the alerts, and delivers them to handlers. Disabled by
 * {@code streamgate.alert.enabled=false}. With {@code streamgate.alert.evaluate=false} no
 * rule is evaluated and only {@link InfoEvent}s are delivered.
 */
@AutoConfiguration(afterName = { "org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration" })
@ConditionalOnProperty(prefix = "streamgate.alert", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(AlertProperties.class)
public final class AlertAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(AlertAutoConfiguration.class);

    @Bean
    @ConditionalOnMissingBean
    AlertRules alertRules(AlertProperties properties, ObjectProvider<AlertRuleContributor> contributors,
            ApplicationEventPublisher events) {
        return new DefaultAlertRules(
                properties.evaluate() ? properties.allRules(contributors.orderedStream().toList()) : List.of(),
                events::publishEvent);
    }

    @Bean
    AlertDelivery alertDelivery(ObjectProvider<AlertHandler> handlers, AlertProperties properties,
            ObjectProvider<MeterRegistry> meters) {
        List<AlertHandler> all = handlers.orderedStream().toList();
        requireConfiguredHandlers(properties, all.stream().map(AlertHandler::name).collect(Collectors.toSet()));
        return new AlertDelivery(all, properties.delivery(), registry(meters));
    }

    /** Delivers each change of an alert at once to every handler. */
    @Bean
    @ConditionalOnMissingBean
    AlertRouter alertRouter(AlertDelivery delivery) {
        return delivery::deliver;
    }

    @Bean
    @ConditionalOnMissingBean(Alerts.class)
    AlertEvaluator alerts(AlertRules rules, ObjectProvider<SampleSource> source, AlertProperties properties,
            AlertRouter router, ApplicationEventPublisher events, ObjectProvider<Clock> clock) {
        return new AlertEvaluator(rules, source.getIfAvailable(() -> (metric) -> List.of()),
                clock.getIfUnique(Clock::systemUTC),
                new AlertEvaluator.Bounds(properties.maxActive(), properties.maxHistory(), properties.maxSamples()),
                router, events::publishEvent);
    }

    @Bean
    @ConditionalOnBean(AlertEvaluator.class)
    @ConditionalOnProperty(prefix = "streamgate.alert", name = "evaluate", matchIfMissing = true)
    AlertEvaluationScheduler alertEvaluationScheduler(AlertEvaluator evaluator, AlertProperties properties,
            ObjectProvider<SampleSource> source, ObjectProvider<AlertRuleContributor> contributors,
            ObjectProvider<MeterRegistry> meters, ApplicationContext context) {
        if (source.getIfAvailable() == null) {
            boolean own = !properties.rules().isEmpty() || contributors.stream().findAny().isPresent();
            reportMissingMeters(own && !ClassUtils.isPresent("io.prometheus.metrics.model.registry.PrometheusRegistry",
                    context.getClassLoader()));
        }
        return new AlertEvaluationScheduler(evaluator, properties.evaluationInterval(), registry(meters));
    }

    @Bean
    InfoEvents infoEvents(ApplicationContext context, AlertProperties properties,
            ObjectProvider<AlertEvaluator> evaluator, AlertRouter router, ObjectProvider<Clock> clock) {
        List<Consumer<Alert>> consumers = new ArrayList<>();
        evaluator.ifAvailable((history) -> consumers.add(history::addEvent));
        consumers.add(router::route);
        return new InfoEvents(context, service(context.getEnvironment()), properties.runbook("InfoEvents"),
                clock.getIfUnique(Clock::systemUTC), consumers);
    }

    @Bean
    @ConditionalOnProperty(prefix = "streamgate.alert.log", name = "enabled", matchIfMissing = true)
    AlertHandler logAlertHandler(AlertProperties properties) {
        return new LogAlertHandler(properties.log().level());
    }

    /**
     * Refuses to start if a configured handler does not exist, since alerts would
     * silently not be delivered.
     */
    private static void requireConfiguredHandlers(AlertProperties properties, Set<String> names) {
        String http = "add org.springframework.boot:spring-boot-starter-restclient";
        requireHandler(names, "webhook", "streamgate.alert.webhook.url", hasText(properties.webhook().url()), http);
        requireHandler(names, "slack", "streamgate.alert.slack.url", hasText(properties.slack().url()), http);
        requireHandler(names, "email", "streamgate.alert.email.to",
                properties.email().to().stream().anyMatch(StringUtils::hasText),
                "add org.springframework.boot:spring-boot-starter-mail, set spring.mail.host, and declare at most one "
                        + "JavaMailSender or a primary one");
    }

    private static void requireHandler(Set<String> names, String name, String property, boolean configured,
            String action) {
        if (configured && !names.contains(name)) {
            throw new InvalidConfigurationException(
                    property + " is set, but the alert handler '" + name + "' cannot be created.",
                    "To deliver alerts, " + action + ". Otherwise remove " + property + ".");
        }
    }

    /**
     * Without meters rules never fire: an error for an application that has its own. A
     * registry that is only disabled, as in tests, is not.
     */
    private static void reportMissingMeters(boolean isError) {
        String cause = "Alert rules cannot be evaluated, since there is no Prometheus registry to read meters from.";
        String action = "Add io.micrometer:micrometer-registry-prometheus and spring-boot-starter-actuator, "
                + "or declare a SampleSource, or set streamgate.alert.evaluate=false.";
        if (isError) {
            throw new InvalidConfigurationException(cause, action);
        }
        log.warn("{} {}", cause, action);
    }

    private static boolean hasText(@Nullable URI url) {
        return url != null && StringUtils.hasText(url.toString());
    }

    private static MeterRegistry registry(ObjectProvider<MeterRegistry> meters) {
        return meters.getIfUnique(CompositeMeterRegistry::new);
    }

    private static String service(Environment environment) {
        String name = environment.getProperty("streamgate.service.name");
        return StringUtils.hasText(name) ? name : environment.getProperty("spring.application.name", "application");
    }

    /** Reads the meters of this process. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.prometheus.metrics.model.registry.PrometheusRegistry")
    static class SamplesConfiguration {

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnSingleCandidate(PrometheusRegistry.class)
        SampleSource sampleSource(PrometheusRegistry registry, Environment environment) {
            return new RegistrySamples(registry, service(environment));
        }

    }

    /** Handlers that post alerts; they require RestClient. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = { "org.springframework.web.client.RestClient",
            "org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder" })
    @ImportRuntimeHints(AlertRuntimeHints.class)
    static class HttpConfiguration {

        @Bean
        @Conditional(OnPropertyHasTextCondition.Webhook.class)
        AlertHandler webhookAlertHandler(AlertProperties properties) {
            AlertProperties.Webhook webhook = properties.webhook();
            String authorization = webhook.authorization();
            return new HttpAlertHandler("webhook", webhook.level(), restClient(), required(webhook.url()),
                    (headers) -> {
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

        static RestClient restClient() {
            HttpClientSettings settings = HttpClientSettings.defaults()
                .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(5))
                .withRedirects(HttpRedirects.DONT_FOLLOW);
            return RestClient.builder().requestFactory(ClientHttpRequestFactoryBuilder.jdk().build(settings)).build();
        }

        static URI required(@Nullable URI url) {
            if (url == null) {
                throw new IllegalStateException("OnPropertyHasTextCondition requires the address");
            }
            return url;
        }

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
    @ConditionalOnClass(name = "org.springframework.mail.javamail.JavaMailSenderImpl")
    @ConditionalOnSingleCandidate(JavaMailSender.class)
    @Conditional(OnPropertyHasTextCondition.Email.class)
    static class EmailConfiguration {

        @Bean
        AlertHandler emailAlertHandler(JavaMailSender sender, AlertProperties properties) {
            AlertProperties.Email email = properties.email();
            return new EmailAlertHandler(withTimeouts(sender), email.from(), email.to(), email.level());
        }

        /**
         * A copy of the application's sender with time-outs, since JavaMail by default
         * waits for an unresponsive server forever. A sender of another class, or with
         * the session of an application server, is used as it is.
         */
        private static JavaMailSender withTimeouts(JavaMailSender sender) {
            if (sender.getClass() != JavaMailSenderImpl.class || ((JavaMailSenderImpl) sender).getHost() == null) {
                return sender;
            }
            JavaMailSenderImpl given = (JavaMailSenderImpl) sender;
            JavaMailSenderImpl copy = new JavaMailSenderImpl();
            copy.setHost(given.getHost());
            copy.setPort(given.getPort());
            copy.setProtocol(given.getProtocol());
            copy.setUsername(given.getUsername());
            copy.setPassword(given.getPassword());
            copy.setDefaultEncoding(given.getDefaultEncoding());
            Properties settings = new Properties();
            settings.putAll(given.getJavaMailProperties());
            for (String name : List.of("connectiontimeout", "timeout", "writetimeout")) {
                settings.putIfAbsent("mail.smtp." + name, "5000");
                settings.putIfAbsent("mail.smtps." + name, "5000");
            }
            copy.setJavaMailProperties(settings);
            return copy;
        }

    }

}
