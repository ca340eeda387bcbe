/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

/** Counts calls to the server by outcome. Thread-safe. */
interface ValkeyCalls {

    /** Counts nothing, for applications without Micrometer. */
    ValkeyCalls UNCOUNTED = new ValkeyCalls() {

        @Override
        public void succeeded() {
        }

        @Override
        public void failed() {
        }

        @Override
        public void rejected() {
        }

    };

    void succeeded();

    void failed();

    void rejected();

}
