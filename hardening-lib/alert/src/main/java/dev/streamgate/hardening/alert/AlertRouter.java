/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import dev.streamgate.hardening.event.InfoEvent;

/**
 * Decides what is delivered when an alert changes: the stage between the evaluation of
 * rules and {@link AlertDelivery}. By default each change is delivered at once to every
 * handler that accepts its level. To select handlers by label, or to group alerts before
 * operators are notified, declare a bean of this type that calls
 * {@link AlertDelivery#deliver(Alert, java.util.function.Predicate, java.util.function.IntConsumer)}.
 */
@FunctionalInterface
public interface AlertRouter {

    /**
     * Called once when an alert begins to fire, once when it is resolved, and once for
     * each {@link InfoEvent}. Called by the evaluation's thread, by threads that publish
     * events, and by those that resolve an alert; must neither block nor throw.
     * @param alert a firing or resolved alert
     */
    void route(Alert alert);

}
