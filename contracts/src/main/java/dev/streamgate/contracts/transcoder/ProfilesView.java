/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.transcoder;

import java.util.List;

/**
 * The encoding profiles and the settings that they share.
 *
 * @param profiles the profiles, those of H.264 first, highest first; a video is encoded
 * to those that do not exceed its own size
 * @param preset preset of x264 and x265
 * @param crf x264 constant rate factor, capped by each profile's bitrate
 * @param hevcCrf x265 constant rate factor
 * @param av1Preset SVT-AV1 preset
 * @param av1Crf SVT-AV1 constant rate factor
 * @param audioBitrate bits per second of encoded audio
 */
public record ProfilesView(List<ProfileView> profiles, String preset, int crf, int hevcCrf, int av1Preset, int av1Crf,
        int audioBitrate) {
}
