/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.ApiVersion;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointWebExtension;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.jdbc.datasource.AbstractDataSource;

import static org.assertj.core.api.Assertions.assertThat;

class HealthAutoConfigurationTests {

    private final Switchable optional = new Switchable("optional", false);

    private final Switchable required = new Switchable("required", true);

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withBean(StartupEvents.class, StartupEvents::new)
        .withPropertyValues("streamgate.health.interval=1h", "management.endpoint.health.probes.enabled=true",
                "management.endpoints.web.exposure.include=health")
        .withConfiguration(AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class,
                HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class,
                HealthAutoConfiguration.class, HealthEndpointAutoConfiguration.class,
                AvailabilityProbesAutoConfiguration.class, EndpointAutoConfiguration.class,
                WebEndpointAutoConfiguration.class));

    @Test
    void withoutDependenciesTheStatusIsUp() {
        this.runner.run((context) -> {
            assertThat(status(context)).isEqualTo(Status.UP);
            HealthProperties properties = context.getBean(HealthProperties.class);
            assertThat(properties.timeout()).isEqualTo(Duration.ofSeconds(2));
            assertThat(properties.database().required()).isTrue();
            assertThat(properties.dependencies()).isEmpty();
        });
    }

    @Test
    void anUnavailableDependencyIsDegradedWithHttp200AndReady() {
        this.runner.withBean(Dependency.class, () -> this.optional).run((context) -> {
            context.getBean(DependencyMonitor.class).stop();
            this.optional.unavailable.set(true);
            check(context, 2);
            assertThat(status(context)).isEqualTo(Degraded.STATUS);
            assertThat(http(context)).isEqualTo(200);
            assertThat(http(context, "readiness")).isEqualTo(200);
            assertThat(http(context, "liveness")).isEqualTo(200);
            assertThat(up(context, "optional")).isZero();
            this.optional.unavailable.set(false);
            check(context, 1);
            assertThat(status(context)).isEqualTo(Status.UP);
            assertThat(up(context, "optional")).isEqualTo(1);
        });
    }

    @Test
    void aSingleFailureDoesNotChangeTheStatus() {
        this.runner.withBean(Dependency.class, () -> this.optional).run((context) -> {
            context.getBean(DependencyMonitor.class).stop();
            check(context, 1);
            this.optional.unavailable.set(true);
            check(context, 1);
            assertThat(status(context)).isEqualTo(Status.UP);
            this.optional.unavailable.set(false);
            check(context, 1);
            this.optional.unavailable.set(true);
            check(context, 1);
            assertThat(status(context)).isEqualTo(Status.UP);
        });
    }

    @Test
    void anUnavailableRequiredDependencyMakesTheApplicationUnreadyAndKeepsItLive() {
        this.runner.withBean(Dependency.class, () -> this.required).run((context) -> {
            context.getBean(DependencyMonitor.class).stop();
            this.required.unavailable.set(true);
            check(context, 2);
            assertThat(status(context)).isEqualTo(Status.DOWN);
            assertThat(http(context)).isEqualTo(503);
            assertThat(http(context, "readiness")).isEqualTo(503);
            assertThat(http(context, "liveness")).isEqualTo(200);
            this.required.unavailable.set(false);
            check(context, 1);
            assertThat(http(context, "readiness")).isEqualTo(200);
            assertThat(context.getBean(ApplicationAvailability.class).getReadinessState())
                .isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
        });
    }

    @Test
    void aServerIsAvailableOnlyIfItRespondsWith2xxInTime() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/ready", (exchange) -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.runner
                .withPropertyValues(target("there", server.getAddress().getPort(), "/ready"),
                        target("other", server.getAddress().getPort(), "/nowhere"),
                        target("silent", silent.getLocalPort(), "/ready"), "streamgate.health.timeout=50ms",
                        "streamgate.health.interval=100ms")
                .run((context) -> Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    assertThat(up(context, "there")).isEqualTo(1);
                    assertThat(up(context, "other")).isZero();
                    assertThat(up(context, "silent")).isZero();
                    assertThat(status(context)).isEqualTo(Degraded.STATUS);
                }));
        }
        finally {
            server.stop(0);
        }
    }

    @Test
    void theDatabaseIsRequiredByDefault() {
        DataSource unavailable = new AbstractDataSource() {
            @Override
            public java.sql.Connection getConnection() throws SQLException {
                throw new SQLException("unavailable");
            }

            @Override
            public java.sql.Connection getConnection(String user, String password) throws SQLException {
                throw new SQLException("unavailable");
            }
        };
        WebApplicationContextRunner withDatabase = this.runner.withBean(DataSource.class, () -> unavailable);
        withDatabase.run((context) -> {
            check(context, 2);
            assertThat(status(context)).isEqualTo(Status.DOWN);
        });
        withDatabase.withPropertyValues("streamgate.health.database.required=false").run((context) -> {
            check(context, 2);
            assertThat(status(context)).isEqualTo(Degraded.STATUS);
        });
        withDatabase.withPropertyValues("streamgate.health.database.enabled=false")
            .run((context) -> assertThat(context).doesNotHaveBean(Dependency.class));
    }

    @Test
    void thePropertyDisablesIt() {
        this.runner.withPropertyValues("streamgate.health.enabled=false")
            .withBean(Dependency.class, () -> this.optional)
            .run((context) -> assertThat(context).doesNotHaveBean(DependencyMonitor.class));
    }

    @Test
    void itBacksOffForTheApplicationsAggregator() {
        StatusAggregator own = StatusAggregator.getDefault();
        this.runner.withBean("own", StatusAggregator.class, () -> own)
            .run((context) -> assertThat(context.getBean(StatusAggregator.class)).isSameAs(own));
    }

    @Test
    void anInvalidPropertyFailsTheStartAndIsNamed() {
        this.runner.withPropertyValues("streamgate.health.interval=1ms")
            .run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("interval must be"));
        this.runner.withPropertyValues("streamgate.health.dependencies.one.required=true")
            .run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("url"));
    }

    private static void check(AssertableWebApplicationContext context, int times) {
        DependencyMonitor monitor = context.getBean(DependencyMonitor.class);
        for (int i = 0; i < times; i++) {
            monitor.checkAll();
        }
    }

    private static Status status(AssertableWebApplicationContext context) {
        HealthDescriptor health = context.getBean(HealthEndpoint.class).health();
        return health.getStatus();
    }

    private static int http(AssertableWebApplicationContext context, String... path) {
        WebEndpointResponse<HealthDescriptor> response = context.getBean(HealthEndpointWebExtension.class)
            .health(ApiVersion.LATEST, WebServerNamespace.SERVER, SecurityContext.NONE, false, path);
        return response.getStatus();
    }

    private static double up(AssertableWebApplicationContext context, String dependency) {
        return context.getBean(MeterRegistry.class)
            .get("streamgate.dependency.up")
            .tag("dependency", dependency)
            .gauge()
            .value();
    }

    private static String target(String name, int port, String path) {
        return "streamgate.health.dependencies." + name + ".url=http://127.0.0.1:" + port + path;
    }

    /** Publishes the events of the end of a startup. */
    private static final class StartupEvents implements ApplicationListener<ContextRefreshedEvent> {

        @Override
        public void onApplicationEvent(ContextRefreshedEvent event) {
            AvailabilityChangeEvent.publish(event.getApplicationContext(), LivenessState.CORRECT);
            AvailabilityChangeEvent.publish(event.getApplicationContext(), ReadinessState.ACCEPTING_TRAFFIC);
        }

    }

    private record Switchable(String name, boolean required, AtomicBoolean unavailable) implements Dependency {

        Switchable(String name, boolean required) {
            this(name, required, new AtomicBoolean());
        }

        @Override
        public void check() throws IOException {
            if (this.unavailable.get()) {
                throw new IOException("unavailable");
            }
        }

    }

}
