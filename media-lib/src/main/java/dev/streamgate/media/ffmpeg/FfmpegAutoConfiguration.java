/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Makes {@link Ffmpeg} for who asks for it: the self-test runs when the first bean that
 * needs it is made, and the application does not start where no ffmpeg works. Who only
 * stores blobs pays nothing.
 */
@AutoConfiguration
@EnableConfigurationProperties(FfmpegProperties.class)
public final class FfmpegAutoConfiguration {

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    Ffmpeg ffmpeg(FfmpegProperties properties, Environment environment, ObjectProvider<FfmpegListener> listener)
            throws InterruptedException {
        String path = environment.getProperty("PATH", "");
        return new Ffmpeg(new FfmpegLocator(properties, path).locate(), properties, JsonMapper.shared(),
                listener.getIfAvailable(() -> FfmpegListener.NONE));
    }

}
