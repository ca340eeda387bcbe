/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

import dev.streamgate.launcher.observe.Observer;
import dev.streamgate.launcher.terminal.LaunchFailure;

/**
 * The twelve consecutive ports of a suite: the gateway's, the other services', the
 * database's, the observers'.
 *
 * @param base the gateway's port
 */
public record Ports(int base) {

    private static final int COUNT = ServiceDefinition.values().length + 1 + Observer.values().length;

    private static final int LAST = 65535;

    /**
     * Parses the gateway's port.
     * @param text the value of {@code STREAMGATE_PORT}
     * @throws LaunchFailure if it is not a number or the other ports would exceed 65535
     */
    public static Ports parse(String text) {
        int highest = LAST - COUNT + 1;
        try {
            int base = Integer.parseInt(text);
            if (base >= 1 && base <= highest) {
                return new Ports(base);
            }
        }
        catch (NumberFormatException ex) {
            // Reported below.
        }
        throw new LaunchFailure("STREAMGATE_PORT must be a number from 1 to " + highest + " (the suite uses " + COUNT
                + " consecutive ports) but is: " + text);
    }

    /** The port of a service. */
    public int of(ServiceDefinition service) {
        return this.base + service.portOffset();
    }

    /** The port of the database. */
    public int postgres() {
        return this.base + ServiceDefinition.values().length;
    }

    /** The port of an observer. */
    public int of(Observer observer) {
        return postgres() + switch (observer) {
            case PROMETHEUS -> 1;
            case ALERTMANAGER -> 2;
        };
    }

    /** The address of a service. */
    public String url(ServiceDefinition service) {
        return "http://127.0.0.1:" + of(service);
    }

    /**
     * Checks that no program listens on a port.
     * @param user the service or program that needs the port
     * @throws LaunchFailure if the port is in use
     */
    static void requireFree(int port, String user) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
        catch (IOException ex) {
            throw new LaunchFailure("Port " + port + " (" + user + ") is in use by another program. Stop that program"
                    + " or choose another first port, for instance: STREAMGATE_PORT=18080 ./streamgate up");
        }
    }

}
