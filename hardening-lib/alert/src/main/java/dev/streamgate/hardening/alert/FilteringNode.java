/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A node whose result is a subset of candidate label sets; the values decide which of
 * them.
 */
abstract class FilteringNode extends VectorNode {

    private List<Map<String, String>> candidates = List.of();

    /** Indices of the candidates in the result. */
    private int[] selected = new int[0];

    private double[] selectedValues = new double[0];

    private int count;

    private boolean changed;

    FilteringNode(EvaluationInput input) {
        super(input);
    }

    final void candidates(List<Map<String, String>> candidates) {
        this.candidates = candidates;
        this.selected = new int[candidates.size()];
        this.selectedValues = new double[candidates.size()];
        this.changed = true;
    }

    @Override
    final void evaluate() {
        this.count = 0;
        select();
        if (this.changed || this.count != size()) {
            List<Map<String, String>> labels = new ArrayList<>(this.count);
            for (int i = 0; i < this.count; i++) {
                labels.add(this.candidates.get(this.selected[i]));
            }
            labels(labels);
            this.changed = false;
        }
        for (int i = 0; i < this.count; i++) {
            set(i, this.selectedValues[i]);
        }
    }

    /** Calls {@link #add} for each candidate in the result, in ascending order. */
    abstract void select();

    final void add(int candidate, double value) {
        this.changed |= this.selected[this.count] != candidate;
        this.selected[this.count] = candidate;
        this.selectedValues[this.count++] = value;
    }

}
