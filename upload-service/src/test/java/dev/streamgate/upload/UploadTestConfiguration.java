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

/** Dependencies of the service in its tests. */
@TestConfiguration(proxyBeanMethods = false)
class UploadTestConfiguration {

    @Bean
    DownstreamStub downstream() {
        return new DownstreamStub();
    }

    @Bean
    MediaDirectory mediaDirectory() throws IOException {
        return new MediaDirectory(Files.createTempDirectory(Path.of("target"), "media"));
    }

    @Bean
    @Primary
    MovableClock movableClock() {
        return MovableClock.ticking();
    }

    @Bean
    UploadClient uploader(org.springframework.core.env.Environment environment) {
        return new UploadClient(environment);
    }

    @Bean
    DynamicPropertyRegistrar addresses(DownstreamStub downstream, MediaDirectory folder) {
        return (registry) -> {
            registry.add("spring.http.serviceclient.metadata.base-url", downstream::address);
            registry.add("spring.http.serviceclient.worker.base-url", downstream::address);
            registry.add("spring.http.serviceclient.auth.base-url", downstream::address);
            registry.add("streamgate.blobs.directory", () -> folder.path().toString());
        };
    }

    /**
     * The blob store of the service.
     *
     * @param path the directory
     */
    record MediaDirectory(Path path) {

        Path source(String uploadId) {
            return this.path.resolve("uploads").resolve(uploadId);
        }

        Path staged(String uploadId) {
            return this.path.resolve(".staging").resolve(uploadId);
        }

        /** Bytes of a staged file; 0 if it does not exist. */
        long stagedSize(String uploadId) {
            return staged(uploadId).toFile().length();
        }

    }

}
