/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.testing;

import java.util.Map;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.streamgate.auth.AuthProperties;

/** Settings, bound as by the application. */
public final class TestProperties {

    private TestProperties() {
    }

    /**
     * The defaults with some settings replaced.
     * @param settings values by name without the prefix
     */
    public static AuthProperties with(Map<String, String> settings) {
        var source = new MapConfigurationPropertySource();
        source.put("streamgate.auth.key-encryption-key", AuthServiceTest.KEY);
        settings.forEach((name, value) -> source.put("streamgate.auth." + name, value));
        return new Binder(source).bind("streamgate.auth", AuthProperties.class).get();
    }

}
