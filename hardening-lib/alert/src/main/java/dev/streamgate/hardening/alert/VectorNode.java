/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A compiled part of an expression, which yields a vector. The sets of labels change
 * rarely and the values at every evaluation, so whatever depends on labels alone is
 * computed once and kept until they change. Not thread-safe.
 */
abstract class VectorNode {

    private final EvaluationInput input;

    private long evaluation = -1;

    private List<Map<String, String>> labels = List.of();

    private double[] values = new double[0];

    VectorNode(EvaluationInput input) {
        this.input = input;
    }

    /** This node with the values of the current evaluation. */
    final VectorNode evaluated() {
        if (this.evaluation != this.input.evaluation()) {
            evaluate();
            this.evaluation = this.input.evaluation();
        }
        return this;
    }

    /** The sets of labels: the same list object as long as the sets are the same. */
    final List<Map<String, String>> labels() {
        return this.labels;
    }

    /** The value that belongs to the set of labels at an index. */
    final double value(int index) {
        return this.values[index];
    }

    final int size() {
        return this.labels.size();
    }

    final EvaluationInput input() {
        return this.input;
    }

    /** Replaces the sets of labels and allocates room for their values. */
    final void labels(List<Map<String, String>> labels) {
        this.labels = labels;
        this.values = new double[labels.size()];
    }

    final void set(int index, double value) {
        this.values[index] = value;
    }

    /** Computes labels and values of the current evaluation. */
    abstract void evaluate();

    /**
     * Whether a list is the same object as an earlier one; comparing the elements would
     * cost more than it saves.
     */
    @SuppressWarnings("ReferenceEquality")
    static boolean isSame(List<?> list, @Nullable List<?> earlier) {
        return list == earlier;
    }

}
