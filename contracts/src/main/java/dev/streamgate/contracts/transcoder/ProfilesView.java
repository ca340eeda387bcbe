/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.transcoder;

import java.util.List;

/**
 * The encoding profiles and the settings that they share.
 *
 * @param profiles the profiles, highest first; a video is encoded to those that do not
 * exceed its own size
 * @param preset x264 preset
 * @param crf x264 constant rate factor, capped by each profile's bitrate
 * @param audioBitrate bits per second of encoded audio
 */
public record ProfilesView(List<ProfileView> profiles, String preset, int crf, int audioBitrate) {
}
