/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One-to-one matching of two vectors: for each element of the left one, the index of the
 * element of the right one with equal labels. Kept until the labels of either change.
 */
final class VectorMatching {

    private @Nullable List<Map<String, String>> leftLabels;

    private @Nullable List<Map<String, String>> rightLabels;

    private int[] matches = new int[0];

    /**
     * Updates the matching.
     * @return whether the labels of either vector have changed
     */
    boolean update(VectorNode left, VectorNode right) {
        if (VectorNode.isSame(left.labels(), this.leftLabels) && VectorNode.isSame(right.labels(), this.rightLabels)) {
            return false;
        }
        Map<Map<String, String>, Integer> indices = new HashMap<>();
        for (int i = 0; i < right.size(); i++) {
            indices.put(right.labels().get(i), i);
        }
        this.matches = new int[left.size()];
        for (int i = 0; i < this.matches.length; i++) {
            this.matches[i] = indices.getOrDefault(left.labels().get(i), -1);
        }
        this.leftLabels = left.labels();
        this.rightLabels = right.labels();
        return true;
    }

    /** Index of the right element that matches a left one, or -1. */
    int match(int leftIndex) {
        return this.matches[leftIndex];
    }

}
