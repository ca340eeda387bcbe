/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.presentation;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.VideoCodec;
import dev.streamgate.media.blob.Blob;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.streaming.presentation.BitRates.BitRate;

/**
 * Measures the bit rates of packages by the sizes of their segments in the blob store,
 * once all segments of a codec are published; the sound counts with the first codec.
 * Results are cached: complete ones for an hour, since listing a long video takes time,
 * others for some seconds. Thread-safe.
 */
@Component
public class BitRateCache {

    private static final int MAX_CODECS = 20_000;

    private static final Duration COMPLETE = Duration.ofHours(1);

    private static final Duration INCOMPLETE = Duration.ofSeconds(5);

    private static final int PAGE = 1000;

    private final BlobStore blobs;

    private final Cache<PackageCodec, Map<String, BitRate>> cache = Caffeine.newBuilder()
        .maximumSize(MAX_CODECS)
        .executor(Runnable::run)
        .expireAfter(Expiry
            .<PackageCodec, Map<String, BitRate>>creating((codec, rates) -> rates.isEmpty() ? INCOMPLETE : COMPLETE))
        .build();

    BitRateCache(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * The bit rates of a package, of those codecs that are complete.
     * @throws dev.streamgate.hardening.problem.ProblemException 503 if the store fails
     */
    public BitRates get(Presentation presentation) {
        Map<String, Track> tracks = Track.all(presentation);
        VideoCodec first = presentation.video()
            .stream()
            .findFirst()
            .map((video) -> VideoCodec.of(video.codecs()))
            .orElse(VideoCodec.H264);
        Map<String, VideoCodec> codecs = new HashMap<>();
        presentation.video().forEach((video) -> codecs.put(video.name(), VideoCodec.of(video.codecs())));
        Map<VideoCodec, Map<String, Track>> byCodec = new EnumMap<>(VideoCodec.class);
        tracks.forEach((name, track) -> byCodec
            .computeIfAbsent(codecs.getOrDefault(name, first), (codec) -> new LinkedHashMap<>())
            .put(name, track));
        Map<String, BitRate> measured = new HashMap<>();
        byCodec
            .forEach((codec, own) -> measured.putAll(rates(new PackageCodec(presentation.packageKey(), codec), own)));
        return new BitRates(measured);
    }

    /** Not a load of the cache, which would hold a lock while the store is read. */
    private Map<String, BitRate> rates(PackageCodec codec, Map<String, Track> tracks) {
        Map<String, BitRate> cached = this.cache.getIfPresent(codec);
        if (cached != null) {
            return cached;
        }
        Map<String, BitRate> measured = measure(codec, tracks);
        this.cache.put(codec, measured);
        return measured;
    }

    /** Measures the tracks of a codec; empty while a segment of one is missing. */
    private Map<String, BitRate> measure(PackageCodec codec, Map<String, Track> tracks) {
        return MediaStore.call(() -> {
            // Cheap for the long time in which segments are missing.
            for (var track : tracks.entrySet()) {
                int last = track.getValue().segments().size() - 1;
                if (last < 0 || !this.blobs.exists(MediaKeys.segment(codec.packageKey(), track.getKey(), last))) {
                    return Map.of();
                }
            }
            Map<String, BitRate> measured = new HashMap<>();
            for (var track : tracks.entrySet()) {
                Optional<BitRate> rate = measure(codec.packageKey(), track.getKey(), track.getValue());
                if (rate.isEmpty()) {
                    return Map.of();
                }
                measured.put(track.getKey(), rate.get());
            }
            return measured;
        });
    }

    private Optional<BitRate> measure(String packageKey, String rendition, Track track) throws IOException {
        long[] sizes = new long[track.segments().size()];
        String folder = MediaKeys.folder(packageKey) + rendition + "/";
        @Nullable String after = null;
        List<Blob> page;
        do {
            page = this.blobs.list(folder, after, PAGE);
            for (Blob blob : page) {
                int number = number(blob.key().substring(folder.length()));
                if (number >= 0 && number < sizes.length) {
                    sizes[number] = blob.size();
                }
                after = blob.key();
            }
        }
        while (page.size() == PAGE);
        return Arrays.stream(sizes).allMatch((size) -> size > 0)
                ? Optional.of(BitRate.of(sizes, track.segments(), track.timescale())) : Optional.empty();
    }

    /** The number of a segment; -1 for another file. */
    private static int number(String file) {
        return file.matches("[0-9]{1,9}\\.m4s") ? Integer.parseInt(file.substring(0, file.length() - 4)) : -1;
    }

    /** A codec of a package. */
    private record PackageCodec(String packageKey, VideoCodec codec) {
    }

}
