package dev.streamgate.hardening.ratelimit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SipHashTests {

    /** The key 00 01 … 0f of the reference implementation, github.com/veorq/SipHash. */
    private final SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

    @ParameterizedTest
    @CsvSource({ "0, 726fdb47dd0e0e31", "2, 0d6c8009d9a94f5a", "4, cf2794e0277187b7", "6, cbc9466e58fee3ce",
            "8, 93f5f5799a932462" })
    void theReferenceVectorsHold(int bytes, String expected) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes; i += 2) {
            text.append((char) (i | (i + 1) << 8));
        }
        assertThat(Long.toHexString(this.hash.hash(text.toString()))).isEqualTo(expected.replaceFirst("^0+", ""));
    }

}
