package dev.streamgate.hardening.ratelimit;

import jakarta.servlet.http.HttpServletRequest;

import dev.streamgate.hardening.network.ClientAddresses;
import dev.streamgate.hardening.network.IpAddress;

/** The address that a request came from, of IPv6 its /64 network. */
class ByAddress implements ClientResolver {

    /** All that have no address share one bucket. */
    private static final Client UNKNOWN = Client.address("");

    private final ClientAddresses addresses;

    ByAddress(ClientAddresses addresses) {
        this.addresses = addresses;
    }

    @Override
    public Client resolve(HttpServletRequest request) {
        IpAddress address = this.addresses.of(request);
        return (address != null) ? Client.address(address.subscriber()) : UNKNOWN;
    }

}
