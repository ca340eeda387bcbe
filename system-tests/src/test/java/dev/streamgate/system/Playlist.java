/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An HLS playlist.
 *
 * @param uri its path and query
 * @param lines its lines
 */
record Playlist(URI uri, List<String> lines) {

    private static final Pattern QUOTED_URI = Pattern.compile("URI=\"([^\"]+)\"");

    private static final Pattern DURATION = Pattern.compile("#EXTINF:([0-9.]+),.*");

    static Playlist read(GatewayUser user, String path) {
        String text = user.get(path).expect(200).text();
        assertThat(text).startsWith("#EXTM3U");
        return new Playlist(URI.create(path), text.lines().toList());
    }

    /** The media playlists of a master playlist: variants and renditions. */
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

    /** The sum of all segment durations in seconds. */
    double duration() {
        return this.lines.stream()
            .map(DURATION::matcher)
            .filter(Matcher::matches)
            .mapToDouble((line) -> Double.parseDouble(line.group(1)))
            .sum();
    }

    /** The init section and all segments of a media playlist, concatenated. */
    byte[] download(GatewayUser user) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        this.lines.stream()
            .filter((line) -> line.startsWith("#EXT-X-MAP:"))
            .forEach((line) -> whole.writeBytes(fetch(user, attribute(line))));
        entries().forEach((segment) -> whole.writeBytes(fetch(user, segment)));
        return whole.toByteArray();
    }

    private static byte[] fetch(GatewayUser user, String path) {
        return user.get(path).expect(200).bytes();
    }

    private String attribute(String line) {
        Matcher matcher = QUOTED_URI.matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        return this.uri.resolve(matcher.group(1)).toString();
    }

}
