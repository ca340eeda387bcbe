/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.caption;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CaptionsTests {

    @Test
    void aWebVttFileIsReadWithStylesAndSettings() throws Exception {
        Captions captions = Captions.ofWebVtt(bytes("""
                WEBVTT - English
                Kind: captions

                NOTE This is a comment
                of two lines

                STYLE
                ::cue { color: yellow }

                2
                00:01:00.000 --> 00:01:01.500 align:start line:90%
                Second <i>line</i>
                of text

                an identifier
                00:01.000 --> 00:02.000
                First
                """));
        assertThat(captions.cues()).containsExactly(new Cue(1000, 2000, "", "First"),
                new Cue(60_000, 61_500, "align:start line:90%", "Second <i>line</i>\nof text"));
        assertThat(captions.toWebVtt()).isEqualTo("""
                WEBVTT

                STYLE
                ::cue { color: yellow }

                00:00:01.000 --> 00:00:02.000
                First

                00:01:00.000 --> 00:01:01.500 align:start line:90%
                Second <i>line</i>
                of text
                """);
        assertThat(Captions.ofWebVtt(captions.toBytes())).isEqualTo(captions);
    }

    @Test
    void aSubRipFileIsConverted() throws Exception {
        Captions captions = Captions.ofSubRip(bytes("\ufeff1\r\n00:00:01,000 --> 00:00:02,000 X1:0 X2:9\r\n"
                + "{\\an8}<font color=\"red\">Q & A</font>\r\n<b>1 < 2</b> &amp; <SCRIPT src=x>\r\n\r\n"
                + "2\r\n00:00:03,000 --> 00:00:04,000\r\n"));
        assertThat(captions.cues()).containsExactly(new Cue(1000, 2000, "", "Q &amp; A\n<b>1 &lt; 2</b> &amp;"),
                new Cue(3000, 4000, "", ""));
        assertThat(Captions.ofWebVtt(captions.toBytes())).isEqualTo(captions);
    }

    @Test
    void utf16WithAByteOrderMarkIsRead() throws Exception {
        byte[] file = "\ufeff1\n00:00:01,000 --> 00:00:02,000\nÄ\n".getBytes(StandardCharsets.UTF_16LE);
        assertThat(Captions.ofSubRip(file).cues()).containsExactly(new Cue(1000, 2000, "", "Ä"));
    }

    @Test
    void aSegmentHasTheCuesThatAreShownInIt() throws Exception {
        Captions captions = Captions.ofWebVtt(bytes("""
                WEBVTT

                00:09.000 --> 00:11.000
                across

                00:10.000 --> 00:20.000
                within

                00:20.000 --> 00:21.000
                after
                """));
        assertThat(captions.segment(0, 10_000)).contains("across").doesNotContain("within", "after");
        assertThat(captions.segment(10_000, 20_000))
            .startsWith(
                    "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0\n\n00:00:09.000 --> 00:00:11.000\nacross\n")
            .contains("within")
            .doesNotContain("after");
        assertThat(captions.segment(30_000, 40_000)).doesNotContain("-->");
        assertThat(captions.earlier(10_000).cues()).containsExactly(new Cue(0, 1000, "", "across"),
                new Cue(0, 10_000, "", "within"), new Cue(10_000, 11_000, "", "after"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "WEBVTT", "WEBVTTX\n\n00:01.000 --> 00:02.000\nx", "WEBVTT\n\nno time\nx",
            "WEBVTT\n\n00:02.000 --> 00:01.000\nx", "WEBVTT\n\n00:61.000 --> 01:02.000\nx",
            "WEBVTT\n\n00:01 --> 00:02\nx", "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n00:03.000 --> 00:04.000\ny",
            "WEBVTT\n\n00:01.000 --> 00:02.000\n\0" })
    void aMalformedWebVttFileIsRejected(String file) {
        assertThatExceptionOfType(InvalidCaptionsException.class).isThrownBy(() -> Captions.ofWebVtt(bytes(file)));
    }

    @Test
    void malformedCuesOfAConvertedFileAreSkipped() throws Exception {
        assertThat(Captions.ofConverted(bytes("""
                WEBVTT

                00:01.000 --> 00:02.000
                a

                rest of a

                00:05.000 --> 00:04.000
                b

                00:06.000 --> 00:07.000
                c
                00:08.000 --> 00:09.000
                d""")).cues()).extracting(Cue::text).containsExactly("a", "c", "d");
        assertThat(Captions.ofConverted(bytes("WEBVTT\n")).cues()).isEmpty();
    }

    @Test
    void aRejectionNamesTheLine() {
        assertThatExceptionOfType(InvalidCaptionsException.class)
            .isThrownBy(() -> Captions.ofSubRip(bytes("1\n00:00:01,000 --> 00:00:02,000\nx\n\n2\nsoon\ny\n")))
            .withMessageStartingWith("Line 6: ");
        assertThatExceptionOfType(InvalidCaptionsException.class)
            .isThrownBy(() -> Captions.ofSubRip(new byte[] { '1', '\n', (byte) 0xe4 }))
            .withMessageContaining("UTF-8");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}
