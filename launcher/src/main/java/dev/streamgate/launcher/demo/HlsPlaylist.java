/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HLS playlist, master or media.
 *
 * @param variants addresses of the video playlists in a master playlist
 * @param audio address of the first audio playlist in a master playlist
 * @param init address of the init section in a media playlist
 * @param segments addresses of the segments in a media playlist
 * @param duration the sum of all {@code EXTINF} in seconds
 * @param complete whether the playlist has an end ({@code EXT-X-ENDLIST})
 */
record HlsPlaylist(List<String> variants, Optional<String> audio, Optional<String> init, List<String> segments,
        double duration, boolean complete) {

    private static final Pattern URI_ATTRIBUTE = Pattern.compile("URI=\"([^\"]+)\"");

    static HlsPlaylist parse(String text) {
        List<String> variants = new ArrayList<>();
        List<String> segments = new ArrayList<>();
        Optional<String> audio = Optional.empty();
        Optional<String> init = Optional.empty();
        double duration = 0;
        boolean complete = false;
        String tag = "";
        for (String line : text.lines().map(String::strip).filter((line) -> !line.isEmpty()).toList()) {
            if (line.startsWith("#EXT-X-MEDIA:TYPE=AUDIO") && audio.isEmpty()) {
                audio = uri(line);
            }
            else if (line.startsWith("#EXT-X-MAP:")) {
                init = uri(line);
            }
            else if (line.startsWith("#EXTINF:")) {
                duration += Double.parseDouble(line.substring("#EXTINF:".length()).replaceAll(",.*", ""));
                tag = "#EXTINF";
            }
            else if (line.startsWith("#EXT-X-STREAM-INF:")) {
                tag = "#EXT-X-STREAM-INF";
            }
            else if (line.equals("#EXT-X-ENDLIST")) {
                complete = true;
            }
            else if (!line.startsWith("#")) {
                (tag.equals("#EXTINF") ? segments : variants).add(line);
            }
        }
        return new HlsPlaylist(variants, audio, init, segments, duration, complete);
    }

    private static Optional<String> uri(String line) {
        Matcher matcher = URI_ATTRIBUTE.matcher(line);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

}
