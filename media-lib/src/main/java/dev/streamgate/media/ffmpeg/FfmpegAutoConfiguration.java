/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * Provides {@link Ffmpeg} lazily: the self-test runs when the first dependent bean is
 * created, and the application fails to start if no ffmpeg works. Applications that only
 * use the blob store never run it.
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
