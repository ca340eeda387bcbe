/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.network;

import org.springframework.util.Assert;

/**
 * A range of IP addresses in CIDR form, for instance {@code 10.0.0.0/8}, {@code fd00::/8}
 * or a single address. Immutable.
 *
 * @param network the first address
 * @param prefix the number of fixed leading bits, of 128
 */
public record AddressRange(IpAddress network, int prefix) {

    private static final int IPV4_OFFSET = 96;

    /**
     * Parses a range.
     * @throws IllegalArgumentException when the text is not an address or a range
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = (slash >= 0) ? text.substring(0, slash) : text;
        IpAddress network = IpAddress.parse(address);
        Assert.notNull(network, () -> "'" + text + "' is not an address or a range such as 10.0.0.0/8");
        int offset = network.isIpv4() ? IPV4_OFFSET : 0;
        int prefix = 128;
        if (slash >= 0) {
            try {
                prefix = offset + Integer.parseInt(text, slash + 1, text.length(), 10);
            }
            catch (NumberFormatException ex) {
                throw new IllegalArgumentException("The prefix length of '" + text + "' is not a number", ex);
            }
        }
        Assert.isTrue(prefix >= offset && prefix <= 128, () -> "The prefix length of '" + text + "' is out of range");
        return new AddressRange(network, prefix);
    }

    /** Whether the address lies in this range. */
    public boolean contains(IpAddress address) {
        long highMask = mask(this.prefix);
        long lowMask = mask(this.prefix - 64);
        return ((address.high() ^ this.network.high()) & highMask) == 0
                && ((address.low() ^ this.network.low()) & lowMask) == 0;
    }

    private static long mask(int bits) {
        return (bits <= 0) ? 0 : (bits >= 64) ? -1L : -1L << (64 - bits);
    }

}
