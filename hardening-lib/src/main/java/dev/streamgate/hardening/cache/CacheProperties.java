package dev.streamgate.hardening.cache;

import java.time.Duration;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The caches behind {@code @Cacheable}.
 *
 * @param enabled Whether they are made from these properties.
 * @param caches Caches by name; a name that is not here has no cache.
 */
@Validated
@ConfigurationProperties("streamgate.cache")
public record CacheProperties(@DefaultValue("true") boolean enabled,
        @DefaultValue Map<String, @Valid NamedCache> caches) {

    /**
     * One cache.
     *
     * @param maxEntries How many entries it holds; beyond that those least worth keeping
     * go.
     * @param ttl How long an entry is given out after it was written.
     * @param allowNull Whether "there is nothing" is cached as well.
     */
    public record NamedCache(@Min(1) @Max(10_000_000) @DefaultValue("10000") long maxEntries,
            @DurationMin(millis = 1) @DurationMax(days = 365) @DefaultValue("5m") Duration ttl,
            @DefaultValue("true") boolean allowNull) {
    }

}
