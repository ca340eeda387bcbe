/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.playlist;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.xml.parsers.DocumentBuilderFactory;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.Storyboard;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.streaming.presentation.BitRates;
import dev.streamgate.streaming.presentation.BitRates.BitRate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PlaylistTests {

    private static final List<Long> SEGMENTS = List.of(120_120L, 120_120L, 120_120L, 31_031L);

    private static final AudioRendition SOUND = new AudioRendition("audio", "und", 2, 48_000, 128_000, "mp4a.40.2",
            List.of(192_512L, 192_512L, 192_512L, 50_000L), Mode.REMUX);

    private static final Presentation FILM = film(List.of(SOUND));

    @Test
    void theMasterPlaylistDescribesAllVariants() {
        assertThat(HlsPlaylists.master(FILM, BitRates.PLANNED, List.of(), "?session=a.b").lines()).containsExactly(
                "#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS",
                "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio\",NAME=\"audio\",LANGUAGE=\"und\",DEFAULT=YES,AUTOSELECT=YES,"
                        + "CHANNELS=\"2\",URI=\"audio/playlist.m3u8?session=a.b\"",
                "#EXT-X-STREAM-INF:BANDWIDTH=6128000,AVERAGE-BANDWIDTH=4128000,CODECS=\"avc1.640028,mp4a.40.2\","
                        + "RESOLUTION=1920x1080,FRAME-RATE=29.970,AUDIO=\"audio\"",
                "source/playlist.m3u8?session=a.b",
                "#EXT-X-STREAM-INF:BANDWIDTH=3128000,AVERAGE-BANDWIDTH=2628000,CODECS=\"avc1.64001f,mp4a.40.2\","
                        + "RESOLUTION=1280x720,FRAME-RATE=29.970,AUDIO=\"audio\"",
                "720p/playlist.m3u8?session=a.b");
    }

    @Test
    void aSilentVideoHasNoAudioGroupAndAudioAloneIsAVariant() {
        assertThat(HlsPlaylists.master(film(List.of()), BitRates.PLANNED, List.of(), "")).doesNotContain("AUDIO=",
                "mp4a");
        Presentation music = new Presentation("p", "s", "s", 13.07, 0, 0, 0, 1, List.of(), List.of(), List.of(),
                List.of(SOUND), null, null);
        assertThat(HlsPlaylists.master(music, BitRates.PLANNED, List.of(), "").lines()).endsWith(
                "#EXT-X-STREAM-INF:BANDWIDTH=128000,AVERAGE-BANDWIDTH=128000,CODECS=\"mp4a.40.2\"",
                "audio/playlist.m3u8");
    }

    @Test
    void languagesAreOneGroupAndSurroundIsAnother() {
        Presentation film = film(List.of(audio("audio", "de", 2, null), audio("audio-2", "en", 2, "Commentary"),
                audio("audio-3", "en", 2, null), audio("audio-4", "en", 2, null),
                audio("audio-2-surround", "en", 6, "Commentary")));
        List<String> lines = HlsPlaylists.master(film, BitRates.PLANNED, List.of(), "").lines().toList();
        assertThat(lines.stream().filter((line) -> line.startsWith("#EXT-X-MEDIA"))).containsExactly(
                media("audio", "German", "de", "YES", 2, "audio"),
                media("audio", "Commentary", "en", "NO", 2, "audio-2"),
                media("audio", "English (3)", "en", "NO", 2, "audio-3"),
                media("audio", "English (4)", "en", "NO", 2, "audio-4"),
                media("surround", "German", "de", "YES", 2, "audio"),
                media("surround", "Commentary", "en", "NO", 6, "audio-2-surround"),
                media("surround", "English (3)", "en", "NO", 2, "audio-3"),
                media("surround", "English (4)", "en", "NO", 2, "audio-4"));
        assertThat(lines.stream()
            .filter((line) -> line.startsWith("#EXT-X-STREAM-INF"))
            .map((line) -> line.substring(line.indexOf(",AUDIO="))))
            .containsExactly(",AUDIO=\"audio\"", ",AUDIO=\"surround\"", ",AUDIO=\"audio\"", ",AUDIO=\"surround\"");
        assertThat(DashManifest.of(film, BitRates.PLANNED, List.of(), "")).contains("lang=\"en\"",
                "value=\"alternate\"", "audio_channel_configuration:2011\" value=\"6\"");
    }

    @Test
    void soundAloneInSeveralLanguagesIsAGroup() {
        Presentation book = new Presentation("p", "s", "s", 13.07, 0, 0, 0, 1, List.of(), List.of(), List.of(),
                List.of(audio("audio", "de", 2, null), audio("audio-2", "en", 2, null)), null, null);
        assertThat(HlsPlaylists.master(book, BitRates.PLANNED, List.of(), "").lines()).endsWith(
                media("audio", "English", "en", "NO", 2, "audio-2"),
                "#EXT-X-STREAM-INF:BANDWIDTH=128000,AVERAGE-BANDWIDTH=128000,CODECS=\"mp4a.40.2\",AUDIO=\"audio\"",
                "audio/playlist.m3u8");
    }

    private static AudioRendition audio(String name, String language, int channels, @Nullable String title) {
        return new AudioRendition(name, language, channels, 48_000, 128_000, "mp4a.40.2", SOUND.segments(), Mode.REMUX,
                title, null);
    }

    private static String media(String group, String name, String language, String standard, int channels,
            String rendition) {
        return ("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"%s\",NAME=\"%s\",LANGUAGE=\"%s\",DEFAULT=%s,AUTOSELECT=YES,"
                + "CHANNELS=\"%d\",URI=\"%s/playlist.m3u8\"")
            .formatted(group, name, language, standard, channels, rendition);
    }

    @Test
    void theMasterPlaylistDeclaresMeasuredBitRates() {
        BitRates rates = new BitRates(Map.of("source", new BitRate(900_000, 500_000), "720p",
                new BitRate(400_000, 300_000), "audio", new BitRate(70_000, 60_000)));
        assertThat(HlsPlaylists.master(FILM, rates, List.of(), "")).contains(
                "INF:BANDWIDTH=970000,AVERAGE-BANDWIDTH=560000,", "INF:BANDWIDTH=470000,AVERAGE-BANDWIDTH=360000,");
        assertThat(DashManifest.of(FILM, rates, List.of(), "")).contains("id=\"source\" bandwidth=\"900000\"",
                "id=\"720p\" bandwidth=\"400000\"", "id=\"audio\" bandwidth=\"70000\"");
    }

    @Test
    void aCodecIsOfferedAfterH264WhenItsRenditionsAreComplete() {
        Presentation film = film(List.of(SOUND));
        List<VideoRendition> video = new ArrayList<>(film.video());
        video.add(new VideoRendition("720p-hevc", 1280, 720, 2_000_000, 1_500_000, "hvc1.1.6.L93.90", Mode.ENCODE));
        video.add(new VideoRendition("720p-av1", 1280, 720, 2_000_000, 1_500_000, "av01.0.05M.08", Mode.ENCODE));
        video.add(new VideoRendition("480p-av1", 854, 480, 1_000_000, 500_000, "av01.0.04M.08", Mode.ENCODE));
        Presentation codecs = new Presentation("p", "s", "s", film.duration(), 1920, 1080, film.frameRate(), 30_000,
                SEGMENTS, film.frames(), video, film.audio(), film.storyboard(), null);
        BitRate rate = new BitRate(900_000, 500_000);
        BitRates half = new BitRates(Map.of("720p-hevc", rate, "480p-av1", rate));
        assertThat(HlsPlaylists.master(codecs, half, List.of(), "")
            .lines()
            .filter((line) -> line.endsWith("p/playlist.m3u8") || line.contains("-hevc/") || line.contains("-av1/")))
            .containsExactly("720p/playlist.m3u8", "720p-hevc/playlist.m3u8");
        BitRates all = new BitRates(Map.of("720p-hevc", rate, "480p-av1", rate, "720p-av1", rate));
        assertThat(HlsPlaylists.master(codecs, all, List.of(), "")
            .lines()
            .filter((line) -> line.startsWith("#EXT-X-STREAM-INF"))
            .map((line) -> line.replaceAll(".*CODECS=\"(....).*", "$1")))
            .containsExactly("avc1", "avc1", "hvc1", "av01", "av01");
        String mpd = DashManifest.of(codecs, all, List.of(), "");
        assertThat(mpd.split("<AdaptationSet", -1)).hasSize(5);
        assertThat(mpd).contains("<AdaptationSet id=\"2\" contentType=\"video\"",
                "<AdaptationSet id=\"3\" contentType=\"audio\"");
        assertThat(mpd.substring(mpd.indexOf("id=\"1\" contentType"), mpd.indexOf("id=\"2\" contentType")))
            .contains("hvc1")
            .doesNotContain("av01", "avc1");
    }

    @Test
    void thePeakIsThatOfSegmentsOfAboutTheTargetDurationTogether() {
        // The first second alone is too short; with the second one it has 12 kbit/s.
        assertThat(BitRate.of(new long[] { 2_000, 1_000, 1_000, 2_000, 4_000 }, List.of(10L, 10L, 20L, 40L, 5L), 10))
            .isEqualTo(new BitRate(12_000, 9_412));
        assertThat(BitRate.of(new long[] { 500 }, List.of(1L), 10)).isEqualTo(new BitRate(40_000, 40_000));
    }

    @Test
    void segmentDurationsAddUpToTheDuration() {
        List<String> lines = HlsPlaylists.media(SEGMENTS, 30_000, "?session=x").lines().toList();
        double sum = lines.stream()
            .filter((line) -> line.startsWith("#EXTINF:"))
            .mapToDouble((line) -> Double.parseDouble(line.substring(8, line.length() - 1)))
            .sum();
        assertThat(sum).isCloseTo(391_391 / 30_000d, within(1e-5));
        assertThat(lines)
            .contains("#EXT-X-TARGETDURATION:4", "#EXT-X-PLAYLIST-TYPE:VOD", "#EXT-X-MAP:URI=\"init.mp4?session=x\"",
                    "#EXTINF:1.034367,", "3.m4s?session=x")
            .endsWith("#EXT-X-ENDLIST");
    }

    @Test
    void noRoundedSegmentDurationExceedsTheTarget() {
        assertThat(HlsPlaylists.media(List.of(4_499L, 4_500L), 1_000, "")).contains("TARGETDURATION:5\n");
        assertThat(HlsPlaylists.media(List.of(300L), 1_000, "")).contains("TARGETDURATION:1\n");
    }

    @Test
    void theManifestHasTheSameTimelineAndUrls() throws Exception {
        var factory = DocumentBuilderFactory.newNSInstance();
        Element mpd = factory.newDocumentBuilder()
            .parse(new ByteArrayInputStream(DashManifest.of(FILM, BitRates.PLANNED, List.of(), "?session=a-b_c.d&v=1")
                .getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
        assertThat(mpd.getAttribute("mediaPresentationDuration")).isEqualTo("PT13.046S");
        Element video = (Element) mpd.getElementsByTagName("SegmentTemplate").item(0);
        assertThat(video.getAttribute("media")).isEqualTo("$RepresentationID$/$Number$.m4s?session=a-b_c.d&v=1");
        long ticks = 0;
        var timeline = video.getElementsByTagName("S");
        for (int i = 0; i < timeline.getLength(); i++) {
            Element run = (Element) timeline.item(i);
            long repeated = run.getAttribute("r").isEmpty() ? 0 : Long.parseLong(run.getAttribute("r"));
            ticks += Long.parseLong(run.getAttribute("d")) * (repeated + 1);
        }
        assertThat(ticks).isEqualTo(391_391);
        assertThat(timeline.getLength()).isEqualTo(2);
        var representations = mpd.getElementsByTagName("Representation");
        assertThat(((Element) representations.item(0)).getAttribute("frameRate")).isEqualTo("30000/1001");
        assertThat(((Element) representations.item(1)).getAttribute("id")).isEqualTo("720p");
        assertThat(((Element) representations.item(2)).getAttribute("audioSamplingRate")).isEqualTo("48000");
    }

    @Test
    void theStoryboardIndexCoversTheWholeDuration() {
        String vtt = StoryboardIndex.of(FILM, new Storyboard(160, 90, 2, 2, 2.5, 6), "?session=x");
        assertThat(vtt).startsWith("WEBVTT\n")
            .contains("00:00:02.500 --> 00:00:05.000\nstoryboard-0.jpg?session=x#xywh=160,0,160,90")
            .contains("00:00:10.000 --> 00:00:12.500\nstoryboard-1.jpg?session=x#xywh=0,0,160,90")
            .contains("00:00:12.500 --> 00:00:13.046\nstoryboard-1.jpg?session=x#xywh=160,0,160,90");
        assertThat(vtt.lines().filter((line) -> line.contains("-->")).collect(Collectors.toSet())).hasSize(6);
    }

    private static Presentation film(List<AudioRendition> audio) {
        return new Presentation("p", "s", "s", 391_391 / 30_000d, 1920, 1080, 30_000 / 1001d, 30_000, SEGMENTS,
                List.of(120, 120, 120, 31),
                List.of(new VideoRendition("source", 1920, 1080, 6_000_000, 4_000_000, "avc1.640028", Mode.REMUX),
                        new VideoRendition("720p", 1280, 720, 3_000_000, 2_500_000, "avc1.64001f", Mode.ENCODE)),
                audio, new Storyboard(160, 90, 5, 5, 2, 7), null);
    }

}
