/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system.hostile;

import java.io.IOException;

/**
 * An attack: many clients that each repeat one exchange until the time is over. A client
 * whose connection is refused or closed tries again.
 *
 * @param name what it does
 * @param clients how many clients run at once
 * @param client one exchange of a client
 */
public record Attack(String name, int clients, Client client) {

    /** One exchange of a client. */
    @FunctionalInterface
    public interface Client {

        /**
         * Runs until the exchange or the attack has ended.
         * @param attacker the attacker's address and end
         * @param number the number of the client, from 0
         * @throws IOException if the connection ends
         */
        void run(Attacker attacker, int number) throws IOException;

    }

}
