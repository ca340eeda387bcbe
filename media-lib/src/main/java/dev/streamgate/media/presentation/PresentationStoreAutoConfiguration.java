/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.presentation;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.media.blob.BlobStoreAutoConfiguration;

/**
 * Provides the {@link PresentationStore} where contracts are on the class path.
 */
@AutoConfiguration(after = BlobStoreAutoConfiguration.class)
@ConditionalOnClass(Presentation.class)
public final class PresentationStoreAutoConfiguration {

    @Bean
    @ConditionalOnBean(BlobStore.class)
    @ConditionalOnMissingBean
    PresentationStore presentationStore(BlobStore blobs) {
        return new PresentationStore(blobs);
    }

}
