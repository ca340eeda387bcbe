/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Modifications of a segment's lines. Each returns a new list. */
final class Tampering {

    private Tampering() {
    }

    static List<String> modified(List<String> lines, int index) {
        List<String> result = new ArrayList<>(lines);
        result.set(index, lines.get(index).replaceFirst("\"seq\":", "\"seq\": "));
        return result;
    }

    static List<String> removed(List<String> lines, int index) {
        List<String> result = new ArrayList<>(lines);
        result.remove(index);
        return result;
    }

    static List<String> duplicated(List<String> lines, int index) {
        List<String> result = new ArrayList<>(lines);
        result.add(index, lines.get(index));
        return result;
    }

    static List<String> swapped(List<String> lines, int one, int other) {
        List<String> result = new ArrayList<>(lines);
        Collections.swap(result, one, other);
        return result;
    }

}
