/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The nine services and their requirements.
 */
public enum ServiceDefinition {

    /** The public entry point. */
    GATEWAY(0, 384, Compilers.ALL),

    /** Accounts, tokens, keys. */
    AUTH(1, 192, Compilers.FIRST),

    /** Receives and verifies files. */
    UPLOAD(2, 256, Compilers.ALL),

    /** Contents and their access rules. Decoders of posters need up to 130 MB. */
    METADATA(3, 256, Compilers.FIRST),

    /** Jobs and schedules. */
    WORKER(4, 128, Compilers.FIRST),

    /** Runs ffmpeg. */
    TRANSCODER(5, 192, Compilers.FIRST),

    /** Playlists and segments. */
    STREAMING(6, 192, Compilers.ALL),

    /** Named caches. */
    CACHE(7, 128, Compilers.FIRST),

    /** Health, alerts, audit witness. */
    MONITOR(8, 128, Compilers.FIRST);

    private final int portOffset;

    private final int heapMegabytes;

    private final Compilers compilers;

    ServiceDefinition(int portOffset, int heapMegabytes, Compilers compilers) {
        this.portOffset = portOffset;
        this.heapMegabytes = heapMegabytes;
        this.compilers = compilers;
    }

    /** The service's name, for instance {@code auth}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The service with a name. */
    public static Optional<ServiceDefinition> of(String id) {
        return Stream.of(values()).filter((service) -> service.id().equals(id)).findFirst();
    }

    /** The distance of its port from the gateway's. */
    int portOffset() {
        return this.portOffset;
    }

    /** The maximum heap in MiB. */
    int heapMegabytes() {
        return this.heapMegabytes;
    }

    /** The JIT compilers that it uses. */
    Compilers compilers() {
        return this.compilers;
    }

    /** Whether it has a database schema. */
    public boolean hasDatabase() {
        return switch (this) {
            case AUTH, UPLOAD, METADATA, WORKER, MONITOR -> true;
            case GATEWAY, TRANSCODER, STREAMING, CACHE -> false;
        };
    }

    /** Whether it uses the blob store. */
    boolean hasMedia() {
        return switch (this) {
            case UPLOAD, TRANSCODER, STREAMING -> true;
            case GATEWAY, AUTH, METADATA, WORKER, CACHE, MONITOR -> false;
        };
    }

    /** JIT compilers of a service. */
    enum Compilers {

        /** C1 only: least memory, fastest start. */
        FIRST,

        /** C1 and C2, for services that hash, sign or copy many bytes. */
        ALL

    }

}
