/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Cache;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.cache.support.SimpleValueWrapper;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.hardening.valkey.DistributedCacheStore;
import dev.streamgate.hardening.valkey.ValkeyClient;
import dev.streamgate.hardening.valkey.ValkeyUnavailableException;

/**
 * Caffeine in front of entries that replicas share, with values as JSON. Changes go to
 * the server first and then to this process, and an entry is loaded by one thread of a
 * process at a time, which holds its key: so a value that was read before a change is
 * kept by neither level after it. While the server is down the first level goes on alone;
 * {@link DistributedCacheStore} says what happens when it is back. Safe for threads.
 */
final class TwoLevelCache extends CaffeineCache implements BulkCache {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

    private static final int LONGEST_KEY = 200;

    private final Cache<Object, Object> values;

    private final DistributedCacheStore entries;

    private final Duration ttl;

    private final long largest;

    private final ObjectReader reader;

    private final ObjectWriter writer;

    private final MeterRegistry meters;

    /** How often everything was dropped; a load that it overtook is not kept. */
    private final AtomicLong flushes = new AtomicLong();

    TwoLevelCache(String name, Cache<Object, Object> values, CacheProperties.NamedCache settings, Class<?> type,
            ValkeyClient valkey, JsonMapper json, MeterRegistry meters) {
        super(name, values, settings.allowNull());
        this.values = values;
        this.ttl = settings.ttl();
        this.largest = settings.maxValueSize().toBytes();
        this.reader = json.readerFor(type);
        this.writer = json.writerFor(type);
        this.meters = meters;
        this.entries = valkey.entries("cache:" + name + ":v" + settings.version(), new Changes());
    }

    @Override
    @SuppressWarnings("NullAway") // A function that finds nothing may answer null.
    protected @Nullable Object lookup(Object key) {
        String name = name(key);
        return guarded(name, () -> this.values.get(name, (absent) -> found(name, read(name))));
    }

    @Override
    @SuppressWarnings({ "unchecked", "NullAway" }) // As above.
    public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
        String name = name(key);
        return (T) fromStoreValue(guarded(name, () -> this.values.get(name, (absent) -> load(name, key, valueLoader))));
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        Map<Object, @Nullable Object> one = new LinkedHashMap<>();
        one.put(key, value);
        putAll(one);
    }

    @Override
    public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
        boolean[] stored = new boolean[1];
        Object present = get(key, () -> {
            stored[0] = true;
            return value;
        });
        return stored[0] ? null : new SimpleValueWrapper(present);
    }

    @Override
    public void evict(Object key) {
        evictIfPresent(key);
    }

    @Override
    public boolean evictIfPresent(Object key) {
        String name = name(key);
        boolean shared = false;
        try {
            shared = this.entries.evict(name);
            count(CacheMeter.SHARED_WRITES, "removed");
        }
        catch (ValkeyUnavailableException ex) {
            count(CacheMeter.SHARED_WRITES, "unavailable");
        }
        return this.values.asMap().remove(name) != null || shared;
    }

    @Override
    public void clear() {
        try {
            this.entries.clear();
            count(CacheMeter.SHARED_WRITES, "removed");
        }
        catch (ValkeyUnavailableException ex) {
            count(CacheMeter.SHARED_WRITES, "unavailable");
        }
        flush();
    }

    @Override
    public boolean invalidate() {
        boolean any = !this.values.asMap().isEmpty();
        clear();
        return any;
    }

    @Override
    public Map<Object, @Nullable Object> getAll(Collection<?> keys) {
        Map<Object, @Nullable Object> found = new LinkedHashMap<>();
        Map<String, Object> absent = new LinkedHashMap<>();
        for (Object key : keys) {
            Object value = this.values.getIfPresent(name(key));
            if (value != null) {
                found.put(key, fromStoreValue(value));
            }
            else {
                absent.put(name(key), key);
            }
        }
        if (!absent.isEmpty()) {
            try {
                this.entries.getAll(new ArrayList<>(absent.keySet())).forEach((name, lookup) -> {
                    Held held = found(name, lookup);
                    if (held != null) {
                        found.put(absent.get(name), fromStoreValue(held));
                    }
                });
            }
            catch (ValkeyUnavailableException ex) {
                count(CacheMeter.SHARED_GETS, "unavailable");
            }
        }
        return found;
    }

    @Override
    public void putAll(Map<Object, @Nullable Object> changed) {
        Map<String, byte[]> texts = new LinkedHashMap<>();
        List<String> oversized = new ArrayList<>();
        changed.forEach((key, value) -> {
            byte[] text = text(toStoreValue(value));
            if (text.length <= this.largest) {
                texts.put(name(key), text);
            }
            else {
                oversized.add(name(key));
            }
        });
        try {
            if (!texts.isEmpty()) {
                this.entries.putAll(texts, this.ttl);
                count(CacheMeter.SHARED_WRITES, "stored");
            }
            for (String name : oversized) {
                this.entries.evict(name);
                count(CacheMeter.SHARED_WRITES, "oversized");
            }
        }
        catch (ValkeyUnavailableException ex) {
            count(CacheMeter.SHARED_WRITES, "unavailable");
        }
        changed.forEach((key, value) -> this.values.put(name(key), new Held(toStoreValue(value), this.ttl)));
    }

    @Override
    protected @Nullable Object fromStoreValue(@Nullable Object stored) {
        return super.fromStoreValue((stored instanceof Held held) ? held.value() : stored);
    }

    /** Runs while the key is held. */
    private @Nullable Object load(String name, Object key, Callable<?> loader) {
        DistributedCacheStore.Lookup lookup = read(name);
        Held found = found(name, lookup);
        if (found != null) {
            return found;
        }
        Object value;
        try {
            value = toStoreValue(loader.call());
        }
        catch (Exception ex) {
            throw new ValueRetrievalException(key, loader, ex);
        }
        if (lookup != null && lookup.value() == null) {
            byte[] text = text(value);
            try {
                if (text.length > this.largest) {
                    count(CacheMeter.SHARED_WRITES, "oversized");
                }
                else {
                    count(CacheMeter.SHARED_WRITES,
                            this.entries.putLoaded(name, text, this.ttl, lookup) ? "stored" : "outdated");
                }
            }
            catch (ValkeyUnavailableException ex) {
                count(CacheMeter.SHARED_WRITES, "unavailable");
            }
        }
        return new Held(value, this.ttl);
    }

    private DistributedCacheStore.@Nullable Lookup read(String name) {
        try {
            return this.entries.get(name);
        }
        catch (ValkeyUnavailableException ex) {
            count(CacheMeter.SHARED_GETS, "unavailable");
            return null;
        }
    }

    private @Nullable Held found(String name, DistributedCacheStore.@Nullable Lookup lookup) {
        byte[] text = (lookup != null) ? lookup.value() : null;
        if (lookup == null || text == null) {
            if (lookup != null) {
                count(CacheMeter.SHARED_GETS, "miss");
            }
            return null;
        }
        try {
            Object value = toStoreValue(this.reader.readValue(text));
            count(CacheMeter.SHARED_GETS, "hit");
            return new Held(value, lookup.remaining());
        }
        catch (JacksonException | IllegalArgumentException ex) {
            count(CacheMeter.SHARED_GETS, "unreadable");
            try {
                this.entries.evict(name);
            }
            catch (ValkeyUnavailableException down) {
                count(CacheMeter.SHARED_WRITES, "unavailable");
            }
            return null;
        }
    }

    /** Does not keep what everything was dropped for meanwhile. */
    private @Nullable Object guarded(String name, java.util.function.Supplier<@Nullable Object> read) {
        long before = this.flushes.get();
        Object value = read.get();
        if (this.flushes.get() != before) {
            this.values.invalidate(name);
        }
        return value;
    }

    private void flush() {
        this.flushes.incrementAndGet();
        this.values.invalidateAll();
    }

    private byte[] text(Object stored) {
        Object value = super.fromStoreValue(stored);
        return (value != null) ? this.writer.writeValueAsBytes(value) : NULL;
    }

    private void count(CacheMeter meter, String outcome) {
        meter.counter(this.meters, getName(), outcome).increment();
    }

    /** The same in every process. */
    private static String name(Object key) {
        String name;
        if (key instanceof CharSequence) {
            name = "s:" + key;
        }
        else if (key instanceof Number || key instanceof UUID || key instanceof Boolean || key instanceof Enum<?>) {
            name = key.getClass().getSimpleName() + ":" + key;
        }
        else {
            throw new IllegalArgumentException(
                    "The key of a shared cache is a text, a number, a UUID, an enum's constant or a boolean, not "
                            + key.getClass().getName());
        }
        return (name.length() <= LONGEST_KEY) ? name : "h:" + Sha256.hex(name);
    }

    /**
     * A value of the first level.
     *
     * @param value the value, or what stands for null
     * @param ttl how long it is good
     */
    record Held(Object value, Duration ttl) {
    }

    /** What other replicas do. */
    private final class Changes implements DistributedCacheStore.Listener {

        @Override
        public void evicted(String key) {
            TwoLevelCache.this.values.invalidate(key);
            count(CacheMeter.INVALIDATIONS, "entry");
        }

        @Override
        public void cleared() {
            flush();
            count(CacheMeter.INVALIDATIONS, "all");
        }

        @Override
        public void missed() {
            flush();
            count(CacheMeter.INVALIDATIONS, "missed");
        }

    }

}
