/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import org.jspecify.annotations.Nullable;

/**
 * Entries that all replicas see, each with a time to live, for a cache in front of
 * something slower. They are made so that a value that was read before a change is not
 * stored after it, however long its reader took:
 * <ul>
 * <li>Removing an entry leaves a mark behind, and what was loaded after a miss is only
 * stored when the entry is still as it was at the miss.</li>
 * <li>A mark lasts 60 s by the server's clock; what was missed longer ago is not
 * stored.</li>
 * <li>All keys contain an epoch, and clearing draws another one. A change that could not
 * be told to the server makes a new epoch as soon as it is back; until then this replica
 * does without.</li>
 * </ul>
 * Each change is told to the other replicas, which drop what they hold themselves; where
 * they may have missed one they drop everything. Safe for threads.
 */
public final class DistributedCacheStore implements AutoCloseable {

    private static final byte VALUE = 'v';

    private static final byte MARK = 't';

    private static final byte EVICTED = 'e';

    private static final byte CLEARED = 'c';

    private static final byte[] NOTHING = {};

    private static final byte[] MARK_MILLIS = ValkeyClient.bytes("60000");

    private static final String EPOCH = """
            local epoch = redis.call('GET', KEYS[1])
            if not epoch then
              epoch = ARGV[2]
              redis.call('SET', KEYS[1], epoch)
            end
            local entry = KEYS[1] .. ':' .. epoch .. ':' .. ARGV[1]
            """;

    private static final String NOW = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            """;

    /** 1 key, 2 new epoch → epoch, now, value or mark, remaining ms. */
    private static final Script GET = new Script(ScriptOutputType.MULTI, EPOCH + NOW + """
            local value = redis.call('GET', entry)
            if not value then return { epoch, tostring(now), '', '0' } end
            return { epoch, tostring(now), value, tostring(redis.call('PTTL', entry)) }
            """);

    /** 1 key, 2 new epoch, 3 epoch, 4 as it was, 5 since, 6 value, 7 ms, 8 mark ms. */
    private static final Script PUT_LOADED = new Script(ScriptOutputType.INTEGER, EPOCH + NOW + """
            if epoch ~= ARGV[3] or now - ARGV[5] >= tonumber(ARGV[8]) then return 0 end
            if (redis.call('GET', entry) or '') ~= ARGV[4] then return 0 end
            redis.call('SET', entry, ARGV[6], 'PX', ARGV[7])
            return 1
            """);

    /** 1 key, 2 new epoch, 3 epoch or nothing, 4 value, 5 ms, 6 channel, 7 message. */
    private static final Script PUT = new Script(ScriptOutputType.VALUE, EPOCH + """
            if epoch == ARGV[3] then
              redis.call('SET', entry, ARGV[4], 'PX', ARGV[5])
              redis.call('PUBLISH', ARGV[6], ARGV[7])
            end
            return epoch
            """);

    /** 1 key, 2 new epoch, 3 mark, 4 mark ms, 5 channel, 6 message. */
    private static final Script EVICT = new Script(ScriptOutputType.INTEGER, EPOCH + """
            local was = redis.call('GETRANGE', entry, 0, 0)
            redis.call('SET', entry, ARGV[3], 'PX', ARGV[4])
            redis.call('PUBLISH', ARGV[5], ARGV[6])
            if was == 'v' then return 1 end
            return 0
            """);

    private static final Script CLEAR = new Script(ScriptOutputType.INTEGER, """
            redis.call('SET', KEYS[1], ARGV[1])
            return redis.call('PUBLISH', ARGV[2], ARGV[3])
            """);

    private final ValkeyClient valkey;

    private final byte[] epochKey;

    private final String channel;

    private final Listener listener;

    private volatile byte[] epoch = NOTHING;

    /**
     * Changes that may not have reached the server, and how many of them are made good.
     */
    private final AtomicLong lost = new AtomicLong();

    private final AtomicLong settled = new AtomicLong();

    DistributedCacheStore(ValkeyClient valkey, String name, Listener listener) {
        this.valkey = valkey;
        this.epochKey = ValkeyClient.bytes(name);
        this.channel = name;
        this.listener = listener;
        valkey.listen(this.channel, new OwnMessageFilter(), this::settle);
    }

    /**
     * Looks an entry up.
     * @throws ValkeyUnavailableException when the server cannot be asked, or may not know
     * of a change that this replica made
     */
    public Lookup get(String key) {
        requireSettled();
        return this.valkey.call((server) -> lookup(server, key));
    }

    /**
     * Looks several entries up in one go.
     * @return those that have a value
     * @throws ValkeyUnavailableException as {@link #get}
     */
    public Map<String, Lookup> getAll(List<String> keys) {
        requireSettled();
        return this.valkey.call((server) -> {
            List<CompletableFuture<Lookup>> answers = new ArrayList<>();
            keys.forEach((key) -> answers.add(lookup(server, key).toCompletableFuture()));
            return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).thenApply((all) -> {
                Map<String, Lookup> found = new LinkedHashMap<>();
                for (int i = 0; i < answers.size(); i++) {
                    Lookup lookup = answers.get(i).join();
                    if (lookup.value() != null) {
                        found.put(keys.get(i), lookup);
                    }
                }
                return found;
            });
        });
    }

    /**
     * Stores what was loaded after a lookup that found nothing, unless the entry has been
     * changed since.
     * @return whether it was stored
     * @throws ValkeyUnavailableException when the server cannot be asked
     */
    public boolean putLoaded(String key, byte[] value, Duration ttl, Lookup missed) {
        requireSettled();
        return this.valkey.call((server) -> PUT_LOADED.<Long>run(server, this.epochKey, ValkeyClient.bytes(key),
                newEpoch(), missed.epoch, missed.seen, missed.at, tagged(VALUE, value), millis(ttl), MARK_MILLIS)) == 1;
    }

    /**
     * Stores a value, whatever was there, and tells the other replicas.
     * @throws ValkeyUnavailableException when the server cannot be asked; its entry, if
     * there is one, is then forgotten when it is back
     */
    public void put(String key, byte[] value, Duration ttl) {
        putAll(Map.of(key, value), ttl);
    }

    /**
     * Stores several values in one go.
     * @throws ValkeyUnavailableException as {@link #put}
     */
    public void putAll(Map<String, byte[]> values, Duration ttl) {
        change((server) -> {
            CompletableFuture<?>[] answers = values.entrySet()
                .stream()
                .map((entry) -> put(server, entry.getKey(), entry.getValue(), ttl, this.epoch, 2))
                .toArray(CompletableFuture[]::new);
            return CompletableFuture.allOf(answers).thenApply((all) -> true);
        });
    }

    /**
     * Removes an entry and tells the other replicas.
     * @return whether there was a value
     * @throws ValkeyUnavailableException as {@link #put}
     */
    public boolean evict(String key) {
        return change((server) -> EVICT.<Long>run(server, this.epochKey, ValkeyClient.bytes(key), newEpoch(),
                tagged(MARK, ValkeyClient.bytes(UUID.randomUUID().toString())), MARK_MILLIS,
                ValkeyClient.bytes(this.channel), message(EVICTED, key))) == 1;
    }

    /**
     * Removes all entries and tells the other replicas.
     * @throws ValkeyUnavailableException as {@link #put}
     */
    public void clear() {
        change((server) -> clear(server));
    }

    /** Listens no longer. The entries stay. */
    @Override
    public void close() {
        this.valkey.forget(this.channel);
    }

    private CompletionStage<Lookup> lookup(RedisAsyncCommands<byte[], byte[]> server, String key) {
        return GET.<List<byte[]>>run(server, this.epochKey, ValkeyClient.bytes(key), newEpoch()).thenApply((answer) -> {
            this.epoch = answer.get(0);
            return new Lookup(answer.get(0), answer.get(1), answer.get(2), Long.parseLong(text(answer.get(3))));
        });
    }

    /**
     * Says which epoch it means, so that a command that a hanging server carries out
     * after all does not end up in a later one. Who is behind learns it and tries again.
     */
    private CompletableFuture<byte[]> put(RedisAsyncCommands<byte[], byte[]> server, String key, byte[] value,
            Duration ttl, byte[] meant, int attempts) {
        return PUT
            .<byte[]>run(server, this.epochKey, ValkeyClient.bytes(key), newEpoch(), meant, tagged(VALUE, value),
                    millis(ttl), ValkeyClient.bytes(this.channel), message(EVICTED, key))
            .thenCompose((present) -> {
                this.epoch = present;
                if (Arrays.equals(present, meant)) {
                    return CompletableFuture.completedFuture(present);
                }
                return (attempts > 0) ? put(server, key, value, ttl, present, attempts - 1)
                        : CompletableFuture.failedFuture(new IllegalStateException("The epoch changes all the time"));
            })
            .toCompletableFuture();
    }

    private CompletionStage<Boolean> clear(RedisAsyncCommands<byte[], byte[]> server) {
        byte[] next = newEpoch();
        return CLEAR.<Long>run(server, this.epochKey, next, ValkeyClient.bytes(this.channel), message(CLEARED, ""))
            .thenApply((heardBy) -> {
                this.epoch = next;
                return true;
            });
    }

    private <T> T change(Function<RedisAsyncCommands<byte[], byte[]>, CompletionStage<T>> command) {
        boolean done = false;
        try {
            requireSettled();
            T answer = this.valkey.call(command);
            done = true;
            return answer;
        }
        finally {
            if (!done) {
                this.lost.incrementAndGet();
            }
        }
    }

    private void requireSettled() {
        if (this.lost.get() != this.settled.get()) {
            throw new ValkeyUnavailableException("A change has not reached the server yet");
        }
        if (!this.valkey.hears(this.channel)) {
            throw new ValkeyUnavailableException("Changes of other replicas cannot be heard");
        }
    }

    /** Draws a new epoch when changes have been lost; called with each heartbeat. */
    private void settle() {
        long before = this.lost.get();
        if (before != this.settled.get()) {
            try {
                this.valkey.call(this::clear);
                this.settled.set(before);
            }
            catch (ValkeyUnavailableException ex) {
                // The next heartbeat tries again.
            }
        }
    }

    private byte[] message(byte kind, String key) {
        byte[] id = this.valkey.id();
        byte[] name = ValkeyClient.bytes(key);
        byte[] message = new byte[1 + id.length + name.length];
        message[0] = kind;
        System.arraycopy(id, 0, message, 1, id.length);
        System.arraycopy(name, 0, message, 1 + id.length, name.length);
        return message;
    }

    private static byte[] newEpoch() {
        return ValkeyClient.bytes(UUID.randomUUID().toString());
    }

    private static byte[] millis(Duration ttl) {
        return ValkeyClient.bytes(Long.toString(Math.max(1, ttl.toMillis())));
    }

    private static byte[] tagged(byte tag, byte[] content) {
        byte[] tagged = new byte[content.length + 1];
        tagged[0] = tag;
        System.arraycopy(content, 0, tagged, 1, content.length);
        return tagged;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What became of an entry that was looked up. Immutable. */
    public static final class Lookup {

        private final byte[] epoch;

        private final byte[] at;

        private final byte[] seen;

        private final Duration remaining;

        Lookup(byte[] epoch, byte[] at, byte[] seen, long remainingMillis) {
            this.epoch = epoch;
            this.at = at;
            this.seen = seen;
            this.remaining = Duration.ofMillis(Math.max(0, remainingMillis));
        }

        /** A copy of the value; null when there is none. */
        public byte @Nullable [] value() {
            return (this.seen.length > 0 && this.seen[0] == VALUE) ? Arrays.copyOfRange(this.seen, 1, this.seen.length)
                    : null;
        }

        /** How long the value is still good. */
        public Duration remaining() {
            return this.remaining;
        }

    }

    /**
     * Told of what other replicas change. Must not throw; may be called by any thread.
     */
    public interface Listener {

        /** Another replica has changed or removed an entry. */
        void evicted(String key);

        /** Another replica has removed all entries. */
        void cleared();

        /** Something may have been changed without this replica hearing of it. */
        void missed();

    }

    /** Sorts out what this replica said itself. */
    private final class OwnMessageFilter implements ValkeyClient.Listener {

        private final byte[] own = DistributedCacheStore.this.valkey.id();

        @Override
        public void heard(byte[] message) {
            int from = 1 + this.own.length;
            if (message.length < from || Arrays.equals(message, 1, from, this.own, 0, this.own.length)) {
                return;
            }
            if (message[0] == CLEARED) {
                DistributedCacheStore.this.listener.cleared();
            }
            else {
                DistributedCacheStore.this.listener.evicted(text(Arrays.copyOfRange(message, from, message.length)));
            }
        }

        @Override
        public void missed() {
            DistributedCacheStore.this.listener.missed();
        }

    }

}
