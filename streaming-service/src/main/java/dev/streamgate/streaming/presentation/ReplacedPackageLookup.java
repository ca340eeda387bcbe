/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.presentation;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.worker.ReplacedPackageApi;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.suite.load.SingleFlight;

/**
 * The packages that players hold though another one has replaced them: a player that has
 * loaded a playlist requests files of that playlist's version to the end of the video.
 * Thread-safe.
 */
@Component
public class ReplacedPackageLookup {

    private static final Logger log = LoggerFactory.getLogger(ReplacedPackageLookup.class);

    private static final int MAX_ENTRIES = 10_000;

    private static final Duration TTL = Duration.ofMinutes(1);

    /** A package is replaced at most this long before its players are served again. */
    private static final Duration MISSING_TTL = Duration.ofSeconds(1);

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,11}");

    private final ReplacedPackageApi worker;

    private final SingleFlight<Key, Optional<String>> packages;

    ReplacedPackageLookup(ReplacedPackageApi worker) {
        this.worker = worker;
        AsyncCache<Key, Optional<String>> cache = Caffeine.newBuilder()
            .maximumSize(MAX_ENTRIES)
            .expireAfter(Expiry.<Key, Optional<String>>creating((key, found) -> found.isPresent() ? TTL : MISSING_TTL))
            .executor(Runnable::run)
            .buildAsync();
        this.packages = SingleFlight.cached(cache.asMap());
    }

    /**
     * Finds a replaced package of a content.
     * @param version the version in the URL, see {@link PresentationCache#version}
     * @throws ProblemException 503 if worker-service does not respond: files of the
     * current package do not continue those of the replaced one
     */
    public Optional<String> find(String contentId, String version) {
        if (!VERSION.matcher(version).matches()) {
            return Optional.empty();
        }
        Key key = new Key(contentId, version);
        try {
            return this.packages.get(key, () -> load(key));
        }
        catch (RestClientException ex) {
            log.warn("Version {} of content {} cannot be looked up: worker-service did not respond: {}", version,
                    contentId, ex.getMessage());
            throw new ProblemException(ProblemType.UNAVAILABLE,
                    "This version of the video cannot be looked up now. Try again in a few seconds.", ex)
                .retryAfter(Duration.ofSeconds(2));
        }
    }

    private Optional<String> load(Key key) {
        try {
            return Optional.of(this.worker.find(key.contentId(), key.version()).packageKey())
                .filter((found) -> PresentationCache.version(found).equals(key.version()));
        }
        catch (HttpClientErrorException.NotFound ex) {
            return Optional.empty();
        }
    }

    /**
     * A version of a content.
     *
     * @param contentId the content's id
     * @param version the version
     */
    private record Key(String contentId, String version) {
    }

}
