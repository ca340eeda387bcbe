/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.network;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * An IP address of 128 bits. An IPv4 address is represented by its IPv4-mapped IPv6
 * address ({@code ::ffff:a.b.c.d}), so both notations are equal. Immutable.
 *
 * @param high the first 64 bits; the network of an IPv6 address
 * @param low the last 64 bits
 */
public record IpAddress(long high, long low) {

    private static final long MAPPED = 0xffffL << 32;

    /** Whether this is an IPv4 address. */
    public boolean isIpv4() {
        return this.high == 0 && (this.low >>> 32) == 0xffffL;
    }

    /**
     * Parses an address from a header or from the servlet container: with or without a
     * port, IPv6 with or without brackets and zone. Host names are not resolved.
     * @return null when the text is not an address
     */
    public static @Nullable IpAddress parse(String text) {
        String host = text.strip();
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            return (end > 0 && isPort(host, end + 1)) ? ipv6(host.substring(1, end)) : null;
        }
        int colon = host.indexOf(':');
        if (colon >= 0 && host.indexOf(':', colon + 1) >= 0) {
            return ipv6(host);
        }
        if (colon >= 0) {
            return isPort(host, colon) ? ipv4(host, 0, colon) : null;
        }
        return ipv4(host, 0, host.length());
    }

    /** The address without port; all eight groups of an IPv6 address. */
    @Override
    public String toString() {
        if (isIpv4()) {
            return (this.low >>> 24 & 0xff) + "." + (this.low >>> 16 & 0xff) + "." + (this.low >>> 8 & 0xff) + "."
                    + (this.low & 0xff);
        }
        return groups(this.high) + ":" + groups(this.low);
    }

    /**
     * The unit that a provider assigns to one subscriber: the IPv4 address, or the /64
     * network of an IPv6 address.
     */
    public String subscriber() {
        return isIpv4() ? toString() : groups(this.high) + "::/64";
    }

    private static String groups(long bits) {
        return Long.toHexString(bits >>> 48) + ":" + Long.toHexString(bits >>> 32 & 0xffff) + ":"
                + Long.toHexString(bits >>> 16 & 0xffff) + ":" + Long.toHexString(bits & 0xffff);
    }

    private static boolean isPort(String host, int from) {
        if (from == host.length()) {
            return true;
        }
        int digits = host.length() - from - 1;
        if (host.charAt(from) != ':' || digits < 1 || digits > 5) {
            return false;
        }
        for (int i = from + 1; i < host.length(); i++) {
            if (host.charAt(i) < '0' || host.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static @Nullable IpAddress ipv4(String text, int from, int to) {
        long bits = 0;
        int parts = 0;
        int digits = 0;
        int value = 0;
        for (int i = from; i <= to; i++) {
            char c = (i < to) ? text.charAt(i) : '.';
            if (c == '.') {
                if (digits == 0 || value > 255 || ++parts > 4) {
                    return null;
                }
                bits = bits << 8 | value;
                digits = 0;
                value = 0;
            }
            else if (c >= '0' && c <= '9' && digits < 3 && !(digits > 0 && value == 0)) {
                value = value * 10 + (c - '0');
                digits++;
            }
            else {
                return null;
            }
        }
        return (parts == 4) ? new IpAddress(0, MAPPED | bits) : null;
    }

    private static @Nullable IpAddress ipv6(String text) {
        int zone = text.indexOf('%');
        String address = (zone >= 0) ? text.substring(0, zone) : text;
        int gap = address.indexOf("::");
        if (gap < 0) {
            int[] all = groupsOf(address);
            return (all != null && all.length == 8) ? of(all, new int[0]) : null;
        }
        int[] head = groupsOf(address.substring(0, gap));
        int[] tail = groupsOf(address.substring(gap + 2));
        return (head != null && tail != null && head.length + tail.length < 8) ? of(head, tail) : null;
    }

    private static int @Nullable [] groupsOf(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        int[] groups = new int[8];
        int count = 0;
        int from = 0;
        while (from <= text.length()) {
            int colon = text.indexOf(':', from);
            int to = (colon >= 0) ? colon : text.length();
            if (colon < 0 && text.indexOf('.', from) >= 0) {
                IpAddress tail = ipv4(text, from, to);
                if (tail == null || count > 6) {
                    return null;
                }
                groups[count++] = (int) (tail.low >>> 16 & 0xffff);
                groups[count++] = (int) (tail.low & 0xffff);
            }
            else {
                int group = group(text, from, to);
                if (group < 0 || count == 8) {
                    return null;
                }
                groups[count++] = group;
            }
            from = to + 1;
        }
        return Arrays.copyOf(groups, count);
    }

    private static int group(String text, int from, int to) {
        if (to == from || to - from > 4) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = (text.charAt(i) < 0x80) ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static IpAddress of(int[] head, int[] tail) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < 8; i++) {
            int fromEnd = tail.length - (8 - i);
            long group = (i < head.length) ? head[i] : (fromEnd >= 0) ? tail[fromEnd] : 0;
            if (i < 4) {
                high = high << 16 | group;
            }
            else {
                low = low << 16 | group;
            }
        }
        return new IpAddress(high, low);
    }

}
