package dev.streamgate.auth.account;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Tells from which network a client comes. */
final class ClientNetwork {

    private static final int PREFIX_BYTES = 8;

    private ClientNetwork() {
    }

    /**
     * An IPv4 address as it is; of an IPv6 address the first 64 bits, since one customer
     * has all of the rest.
     * @param address a literal, as the server reports it
     */
    static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        InetAddress parsed = InetAddress.ofLiteral(address.replaceFirst("%.*", ""));
        return (parsed instanceof Inet6Address)
                ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), PREFIX_BYTES)) : parsed.getHostAddress();
    }

}
