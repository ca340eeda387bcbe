/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An HLS playlist, read as a player reads it.
 *
 * @param uri where it is, as path and query
 * @param lines its lines
 */
record Playlist(URI uri, List<String> lines) {

    private static final Pattern QUOTED_URI = Pattern.compile("URI=\"([^\"]+)\"");

    private static final Pattern DURATION = Pattern.compile("#EXTINF:([0-9.]+),.*");

    static Playlist read(Account account, String path) {
        HttpResponse<String> response = account.get(path);
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        assertThat(response.body()).startsWith("#EXTM3U");
        return new Playlist(URI.create(path), response.body().lines().toList());
    }

    /** Every media playlist that a master playlist names: variants and renditions. */
    List<String> playlists() {
        List<String> found = new ArrayList<>(entries());
        this.lines.stream()
            .filter((line) -> line.startsWith("#EXT-X-MEDIA:"))
            .forEach((line) -> found.add(attribute(line)));
        return found;
    }

    /**
     * The addresses of the variants (of a master playlist) or of the segments (of a media
     * playlist).
     */
    List<String> entries() {
        return this.lines.stream()
            .filter((line) -> !line.isBlank() && !line.startsWith("#"))
            .map((line) -> this.uri.resolve(line).toString())
            .toList();
    }

    /** Sum of all segment durations in seconds. */
    double duration() {
        return this.lines.stream()
            .map(DURATION::matcher)
            .filter(Matcher::matches)
            .mapToDouble((line) -> Double.parseDouble(line.group(1)))
            .sum();
    }

    /** Init section and all segments of a media playlist, one after the other. */
    byte[] download(Account account) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        this.lines.stream()
            .filter((line) -> line.startsWith("#EXT-X-MAP:"))
            .forEach((line) -> whole.writeBytes(fetch(account, attribute(line))));
        entries().forEach((segment) -> whole.writeBytes(fetch(account, segment)));
        return whole.toByteArray();
    }

    private static byte[] fetch(Account account, String path) {
        HttpResponse<byte[]> response = account.bytes(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response.body();
    }

    private String attribute(String line) {
        Matcher matcher = QUOTED_URI.matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        return this.uri.resolve(matcher.group(1)).toString();
    }

}
