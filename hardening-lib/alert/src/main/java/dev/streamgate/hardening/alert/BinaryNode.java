/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

/** An operator on the matching elements of two vectors. */
abstract class BinaryNode extends FilteringNode {

    private final VectorNode left;

    private final VectorNode right;

    private final VectorMatching matching = new VectorMatching();

    BinaryNode(EvaluationInput input, VectorNode left, VectorNode right) {
        super(input);
        this.left = left;
        this.right = right;
    }

    @Override
    final void select() {
        VectorNode lefts = this.left.evaluated();
        VectorNode rights = this.right.evaluated();
        if (this.matching.update(lefts, rights)) {
            candidates(lefts.labels());
        }
        for (int i = 0; i < lefts.size(); i++) {
            int match = this.matching.match(i);
            if (match >= 0) {
                combine(i, lefts.value(i), rights.value(match));
            }
        }
    }

    /** Calls {@link #add} with the index if the pair of values yields a value. */
    abstract void combine(int index, double left, double right);

    /** Division. */
    static final class Ratio extends BinaryNode {

        Ratio(EvaluationInput input, VectorNode dividend, VectorNode divisor) {
            super(input, dividend, divisor);
        }

        @Override
        void combine(int index, double left, double right) {
            add(index, left / right);
        }

    }

    /** The left values for which a condition on the right value holds. */
    static final class And extends BinaryNode {

        private final AlertExpression.And expression;

        And(EvaluationInput input, AlertExpression.And expression, VectorNode value, VectorNode guard) {
            super(input, value, guard);
            this.expression = expression;
        }

        @Override
        void combine(int index, double left, double right) {
            if (this.expression.condition().holds(right, this.expression.threshold())) {
                add(index, left);
            }
        }

    }

}
