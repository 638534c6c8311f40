package dev.sigwatch.atproto.mst;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sigwatch.atproto.MalformedException;

class MstNodeFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void decodes(byte[] bytes) {
        MstNode node;
        try {
            node = MstNode.decode(bytes);
        } catch (MalformedException refused) {
            return;
        }
        assertThat(node.encode()).isEqualTo(bytes);
    }

    @FuzzTest(maxDuration = "1m")
    void bothDecodersAcceptTheSame(byte[] bytes) {
        DecoderAgreement.check(bytes);
    }
}
