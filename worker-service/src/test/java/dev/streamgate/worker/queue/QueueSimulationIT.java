/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Instant;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.streamgate.contracts.worker.OnDemandApi;
import dev.streamgate.testing.fault.FaultyDataSource;
import dev.streamgate.testing.history.Histories;
import dev.streamgate.testing.postgres.WithPostgres;
import dev.streamgate.testing.security.WithTestTokens;
import dev.streamgate.testing.time.MovableClock;
import dev.streamgate.worker.job.JobSubmissions;
import dev.streamgate.worker.purge.OrphanPurges;

/**
 * 10 000 generated histories of jobs, one in ten a video: 100 at a time share a queue on
 * a real PostgreSQL, a clock and four transcoders. Each step is one transaction, or one
 * whose commit fails or whose reply is lost; threads that race are left to
 * {@code RacingRunnersIT}.
 */
@WithPostgres
@WithTestTokens
@Import({ QueueSimulationIT.Time.class, OrphanPurges.class })
@SpringBootTest(properties = { "streamgate.worker.queue.check-interval=1h",
        "streamgate.worker.queue.cleanup-interval=1h", "streamgate.worker.queue.count-interval=1h",
        "streamgate.worker.purge.orphan-interval=1h", "streamgate.worker.metadata-outbox.enabled=false",
        "streamgate.worker.content-feed.poll-interval=1h", "streamgate.worker.content-feed.max-back-off=1h",
        "streamgate.worker.jobs.types=sample.work", "streamgate.worker.queue.jitter=0",
        "spring.http.serviceclient.metadata.base-url=http://127.0.0.1:9", "logging.level.dev.streamgate.worker=error" })
class QueueSimulationIT {

    private static final int JOBS = 90;

    private static final int VIDEOS = 10;

    private static final int BATCHES = 100;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource database;

    @Autowired
    private MovableClock clock;

    @Autowired
    private Leases leases;

    @Autowired
    private JobSubmissions submissions;

    @Autowired
    private JobControl control;

    @Autowired
    private Housekeeping housekeeping;

    @Autowired
    private OnDemandApi onDemand;

    @Autowired
    private OrphanPurges orphans;

    @Test
    void noJobIsLostDoneByTwoOrCountedWrong() {
        Histories
            .<SimulationStep>of((random) -> SimulationStep.random(random, JOBS, VIDEOS),
                    (steps) -> new QueueSimulation(this.jdbc, (FaultyDataSource) this.database, this.clock, this.leases,
                            this.submissions, this.control, this.housekeeping, this.onDemand, this.orphans)
                        .run(steps))
            .check(BATCHES);
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Time {

        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock(Instant.parse("2026-03-02T10:00:00Z"));
        }

        @Bean
        static BeanPostProcessor faultyDatabase() {
            return new BeanPostProcessor() {

                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return (bean instanceof DataSource source) ? new FaultyDataSource(source) : bean;
                }

            };
        }

    }

}
