/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.demo;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.streamgate.launcher.terminal.LaunchFailure;

/**
 * Requests what a player needs for the first picture: playlists, init sections, first
 * segments.
 */
final class Player {

    private final GatewayClient gateway;

    private long bytes;

    Player(GatewayClient gateway) {
        this.gateway = gateway;
    }

    /**
     * Fetches the data of the first picture and the first sound.
     * @param hls address of the master playlist, relative to the gateway
     */
    void open(String hls) {
        URI address = this.gateway.resolve(hls);
        HlsPlaylist master = playlist(address);
        if (master.variants().isEmpty() && master.audio().isEmpty()) {
            throw new LaunchFailure("The master playlist contains no rendition: " + address.getPath());
        }
        master.variants().stream().findFirst().ifPresent((variant) -> begin(address.resolve(variant)));
        master.audio().ifPresent((audio) -> begin(address.resolve(audio)));
    }

    /**
     * Fetches the playlists of all renditions.
     * @param hls address of the master playlist, relative to the gateway
     * @return the duration of each in seconds, the sum of its {@code EXTINF}
     */
    List<Double> timelines(String hls) {
        URI address = this.gateway.resolve(hls);
        HlsPlaylist master = playlist(address);
        List<String> all = new ArrayList<>(master.variants());
        master.audio().ifPresent(all::add);
        return all.stream().map((variant) -> playlist(address.resolve(variant)).duration()).toList();
    }

    /** The number of media bytes fetched so far. */
    long bytes() {
        return this.bytes;
    }

    private void begin(URI address) {
        HlsPlaylist media = playlist(address);
        if (!media.complete() || media.segments().isEmpty()) {
            throw new LaunchFailure(
                    "The playlist " + address.getPath() + " is incomplete (no EXT-X-ENDLIST or no segment)");
        }
        media.init().ifPresent((init) -> this.bytes += fetch(address.resolve(init)).length);
        this.bytes += fetch(address.resolve(media.segments().getFirst())).length;
    }

    private HlsPlaylist playlist(URI address) {
        return HlsPlaylist.parse(new String(fetch(address), StandardCharsets.UTF_8));
    }

    private byte[] fetch(URI address) {
        HttpResponse<byte[]> response = this.gateway.send(this.gateway.request(address.toString()).build());
        return GatewayClient.expectSuccess(response).body();
    }

}
