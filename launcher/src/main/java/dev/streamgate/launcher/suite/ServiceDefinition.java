/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The services, with what each needs from the launcher.
 */
public enum ServiceDefinition {

    /** The only public door. */
    GATEWAY(0, 192, Compilers.ALL),

    /** Accounts, tokens, keys. */
    AUTH(1, 192, Compilers.FIRST),

    /** Takes bytes in. */
    UPLOAD(2, 192, Compilers.ALL),

    /** Owns contents. */
    METADATA(3, 128, Compilers.FIRST),

    /** Owns jobs. */
    WORKER(4, 128, Compilers.FIRST),

    /** Drives ffmpeg. */
    TRANSCODER(5, 192, Compilers.FIRST),

    /** Gives bytes out. */
    STREAMING(6, 192, Compilers.ALL),

    /** Named caches. */
    CACHE(7, 128, Compilers.FIRST),

    /** Watches the others. */
    MONITOR(8, 128, Compilers.FIRST);

    private final int portOffset;

    private final int heapMegabytes;

    private final Compilers compilers;

    ServiceDefinition(int portOffset, int heapMegabytes, Compilers compilers) {
        this.portOffset = portOffset;
        this.heapMegabytes = heapMegabytes;
        this.compilers = compilers;
    }

    /** What it is called everywhere, for instance {@code auth}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The service of a name. */
    public static Optional<ServiceDefinition> of(String id) {
        return Stream.of(values()).filter((member) -> member.id().equals(id)).findFirst();
    }

    /** How far its port is from the gateway's. */
    int portOffset() {
        return this.portOffset;
    }

    /** Upper bound of its heap in MiB. */
    int heapMegabytes() {
        return this.heapMegabytes;
    }

    /** How far its code is compiled. */
    Compilers compilers() {
        return this.compilers;
    }

    /** Whether it has a schema. */
    public boolean hasDatabase() {
        return switch (this) {
            case AUTH, UPLOAD, METADATA, WORKER, MONITOR -> true;
            case GATEWAY, TRANSCODER, STREAMING, CACHE -> false;
        };
    }

    /** Whether it works on the blob store. */
    boolean hasMedia() {
        return switch (this) {
            case UPLOAD, TRANSCODER, STREAMING -> true;
            case GATEWAY, AUTH, METADATA, WORKER, CACHE, MONITOR -> false;
        };
    }

    /** How far a service's code is compiled. */
    enum Compilers {

        /** Quickly and well enough: least memory, quickest start. */
        FIRST,

        /** As well as it can be, for those that hash, sign, or move bytes. */
        ALL

    }

}
