/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistrar;

import dev.streamgate.testing.time.MovableClock;

/** What stands around the service in its tests. */
@TestConfiguration(proxyBeanMethods = false)
class Surroundings {

    @Bean
    Neighbours neighbours() {
        return new Neighbours();
    }

    @Bean
    MediaFolder mediaFolder() throws IOException {
        return new MediaFolder(Files.createTempDirectory(Path.of("target"), "media"));
    }

    @Bean
    @Primary
    MovableClock movableClock() {
        return MovableClock.ticking();
    }

    @Bean
    Uploader uploader(org.springframework.core.env.Environment environment) {
        return new Uploader(environment);
    }

    @Bean
    DynamicPropertyRegistrar addresses(Neighbours neighbours, MediaFolder folder) {
        return (registry) -> {
            registry.add("spring.http.serviceclient.metadata.base-url", neighbours::address);
            registry.add("spring.http.serviceclient.worker.base-url", neighbours::address);
            registry.add("streamgate.blobs.directory", () -> folder.path().toString());
        };
    }

    /**
     * Where the service keeps bytes.
     *
     * @param path the directory
     */
    record MediaFolder(Path path) {

        Path source(String uploadId) {
            return this.path.resolve("uploads").resolve(uploadId);
        }

        Path staged(String uploadId) {
            return this.path.resolve(".staging").resolve(uploadId);
        }

        /** Bytes that have come; 0 while there is no file. */
        long stagedSize(String uploadId) {
            return staged(uploadId).toFile().length();
        }

    }

}
