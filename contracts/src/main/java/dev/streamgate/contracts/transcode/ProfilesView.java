/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.transcode;

import java.util.List;

/**
 * What videos are encoded to.
 *
 * @param profiles the rungs, best first; a video gets those that are not larger than it
 * @param preset the encoder's preset
 * @param crf the constant quality that is aimed at below the bitrates
 * @param audioBitrate bits a second of encoded sound
 */
public record ProfilesView(List<ProfileView> profiles, String preset, int crf, int audioBitrate) {
}
