package dev.sigwatch.atproto.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sigwatch.atproto.MalformedException;

class CborFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void decodes(byte[] bytes) {
        CborValue value;
        try {
            value = CborValue.decode(bytes);
        } catch (MalformedException refused) {
            return;
        }
        assertThat(value.encode()).isEqualTo(bytes);
    }
}
