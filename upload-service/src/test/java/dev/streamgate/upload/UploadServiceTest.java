/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import dev.streamgate.testing.postgres.WithPostgres;
import dev.streamgate.testing.security.WithTestTokens;

/**
 * Runs the whole service on a free port with a real PostgreSQL, a real directory and a
 * {@link DownstreamStub}.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithPostgres
@WithTestTokens
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "streamgate.upload.max-size=64MB", "streamgate.upload.max-open-per-user=12",
                "streamgate.rate-limit.enabled=false", "streamgate.health.interval=200ms" })
@Import(UploadTestConfiguration.class)
@interface UploadServiceTest {

}
