/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import dev.streamgate.testing.postgres.WithPostgres;
import dev.streamgate.testing.security.WithTestTokens;

/** The whole service on a free port, with a real database; shared by all tests. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithPostgres
@WithTestTokens
@Import({ MetadataClient.class, FakeWorker.class })
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "streamgate.metadata.purge-interval=1h", "streamgate.rate-limit.enabled=false" })
public @interface MetadataTest {

}
