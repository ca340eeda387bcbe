/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.contracts.worker.JobApi;
import dev.streamgate.hardening.tracing.TraceContextStore;
import dev.streamgate.media.blob.BlobStoreAutoConfiguration;
import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.media.ffmpeg.UnreadableMediaException;
import dev.streamgate.suite.outbox.OutboxRelay;
import dev.streamgate.suite.quota.UserQuotas;
import dev.streamgate.suite.resource.ConnectionBudget;
import dev.streamgate.suite.security.UserAuthorities;
import dev.streamgate.testing.fault.FaultyDataSource;
import dev.streamgate.upload.expiry.ExpiredUploadCleaner;
import dev.streamgate.upload.ingest.BodyProperties;
import dev.streamgate.upload.session.QuotaProperties;
import dev.streamgate.upload.session.UploadProperties;

/**
 * One process of upload-service: its beans, over a disk and a database that outlive it.
 * Requests are served by its controllers; timers are called by the test. Verifications
 * run in threads of their own and have ended when {@link #settle} returns.
 */
final class UploadProcess implements AutoCloseable {

    /** First byte of a file that ffprobe cannot read. */
    static final byte UNREADABLE = 'X';

    private static final List<String> FEATURES = List.of("session", "ingest", "verification", "expiry", "outbox", "tus",
            "chunk");

    private static final UploadProperties PROPERTIES = new UploadProperties(DataSize.ofMegabytes(1), 1000,
            DataSize.ofBytes(0), Duration.ofHours(24), Duration.ofHours(1), Duration.ofDays(7), Duration.ofHours(24),
            DataSize.ofBytes(8), 10_000, DataSize.ofBytes(1), Duration.ofHours(1), Duration.ofHours(12), 1 << 26, 2,
            Duration.ofSeconds(10));

    /** The service's components by name. */
    private static final Map<String, Class<?>> COMPONENTS = components();

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    private final MockMvc http;

    UploadProcess(Path disk, FaultyDataSource database, Clock clock, SimulatedPipeline pipeline) {
        this.context.getEnvironment()
            .getPropertySources()
            .addFirst(new MapPropertySource("disk", Map.of("streamgate.blobs.directory", disk)));
        this.context.register(BlobStoreAutoConfiguration.class, Transactions.class);
        this.context.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
        this.context.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(database));
        this.context.registerBean(TransactionTemplate.class,
                () -> new TransactionTemplate(this.context.getBean(JdbcTransactionManager.class)));
        this.context.registerBean(Clock.class, () -> clock);
        this.context.registerBean(UploadProperties.class, () -> PROPERTIES);
        this.context.registerBean(QuotaProperties.class, () -> new QuotaProperties(DataSize.ofGigabytes(500),
                DataSize.ofGigabytes(100), 1, Duration.ofHours(1000)));
        this.context.registerBean(UserQuotas.class, () -> new UserQuotas(new UserAuthorities((ids) -> List.of())));
        this.context.registerBean(BodyProperties.class, () -> new BodyProperties(null, 32));
        this.context.registerBean(ConnectionBudget.class, () -> new ConnectionBudget(100));
        this.context.registerBean(PipelineApi.class, pipeline::contents);
        this.context.registerBean(JobApi.class, pipeline::jobs);
        this.context.registerBean(TraceContextStore.class, TraceContextStore::noop);
        this.context.registerBean(SimpleMeterRegistry.class);
        this.context.registerBean(ConcurrentMapCacheManager.class,
                () -> new ConcurrentMapCacheManager("running-hashes"));
        this.context.registerBean(Ffmpeg.class, UploadProcess::ffmpeg);
        this.context.registerBean(OutboxRelay.class,
                () -> new OutboxRelay("upload", 0, Duration.ofDays(1), () -> Duration.ofDays(1)));
        COMPONENTS.forEach((name, type) -> this.context.registerBeanDefinition(name, new RootBeanDefinition(type)));
        this.context.refresh();
        this.http = MockMvcBuilders
            .standaloneSetup(this.context.getBean("tusController"), this.context.getBean("uploadController"),
                    this.context.getBean("chunkController"))
            .build();
    }

    private static Map<String, Class<?>> components() {
        GenericApplicationContext found = new GenericApplicationContext();
        ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(found, false);
        scanner.setIncludeAnnotationConfig(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Component.class));
        scanner.addExcludeFilter(new AnnotationTypeFilter(Configuration.class));
        for (String feature : FEATURES) {
            scanner.scan("dev.streamgate.upload." + feature);
        }
        Map<String, Class<?>> types = new LinkedHashMap<>();
        for (String name : found.getBeanDefinitionNames()) {
            types.put(name, ClassUtils
                .resolveClassName(String.valueOf(found.getBeanDefinition(name).getBeanClassName()), null));
        }
        return types;
    }

    /** Accepts every file that does not start with {@link #UNREADABLE}. */
    private static Ffmpeg ffmpeg() {
        Ffmpeg ffmpeg = Mockito.mock(Ffmpeg.class, Mockito.withSettings().stubOnly());
        try {
            BDDMockito.given(ffmpeg.probe(BDDMockito.any())).willAnswer((call) -> {
                Path file = call.getArgument(0);
                if (Files.readAllBytes(file)[0] == UNREADABLE) {
                    throw new UnreadableMediaException("The file is no video.");
                }
                return BDDMockito.mock(Probe.class);
            });
        }
        catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        return ffmpeg;
    }

    /**
     * Serves a request of a user.
     * @return the response; its status is 500 after a failure that is no problem of the
     * protocol
     */
    UploadResponse send(UploadRequest request) {
        Jwt token = Jwt.withTokenValue("t").header("alg", "none").subject("u1").issuedAt(Instant.EPOCH).build();
        SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(token));
        try {
            var response = this.http.perform((context) -> request).andReturn().getResponse();
            return new UploadResponse(response.getStatus(), response.getHeader("Location"),
                    response.getHeader("Upload-Offset"), response.getContentAsString());
        }
        catch (Exception ex) {
            return new UploadResponse(500, null, null, ex.toString());
        }
        finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** Expires uploads and deletes what is no longer needed. */
    void clean() {
        this.context.getBean(ExpiredUploadCleaner.class).clean();
    }

    /** Starts the verifications that are due. */
    void sweep() {
        ReflectionTestUtils.invokeMethod(this.context.getBean("verifications"), "sweep");
    }

    /** Delivers the next stored upload; returns whether one was due. */
    boolean deliver() {
        return Boolean.TRUE
            .equals(ReflectionTestUtils.invokeMethod(this.context.getBean("uploadOutboxPublisher"), "publishNext"));
    }

    /** Waits for the verifications that are running. */
    void settle() {
        Object running = ReflectionTestUtils.getField(this.context.getBean("verifications"), "running");
        try {
            for (Object verification : ((Map<?, ?>) running).values()) {
                if (!((CountDownLatch) verification).await(1, TimeUnit.MINUTES)) {
                    throw new AssertionError("A verification does not end");
                }
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        this.context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    static class Transactions {

    }

}
