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
 * The twelve ports of a suite, one after the other: the gateway's, the other services',
 * the database's, the observers'.
 *
 * @param base the gateway's port
 */
public record Ports(int base) {

    private static final int COUNT = ServiceDefinition.values().length + 1 + Observer.values().length;

    private static final int LAST = 65535;

    /**
     * Reads the gateway's port.
     * @param text a number, as in {@code STREAMGATE_PORT}
     * @throws LaunchFailure when it is none, or leaves no room for the others
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
            // Said below.
        }
        throw new LaunchFailure("STREAMGATE_PORT must be a number from 1 to " + highest + " (" + COUNT
                + " ports are used from there on), not: " + text);
    }

    /** The port of a service. */
    public int of(ServiceDefinition member) {
        return this.base + member.portOffset();
    }

    /** The port of the database. */
    public int postgres() {
        return this.base + ServiceDefinition.values().length;
    }

    /** The port of a program that watches the suite. */
    public int of(Observer observer) {
        return postgres() + switch (observer) {
            case PROMETHEUS -> 1;
            case ALERTMANAGER -> 2;
        };
    }

    /** The address of a service on this machine. */
    public String url(ServiceDefinition member) {
        return "http://127.0.0.1:" + of(member);
    }

    /**
     * Makes sure that nothing else listens on a port.
     * @throws LaunchFailure when something does
     */
    static void requireFree(int port, String who) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
        catch (IOException ex) {
            throw new LaunchFailure("Port " + port + ", meant for " + who + ", is taken by another program. Stop that,"
                    + " or choose another first port, for instance: STREAMGATE_PORT=18080 ./streamgate up");
        }
    }

}
