package dev.sigwatch.atproto.mst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cbor.Slice;
import java.util.Objects;

/** The fast reader of nodes and the one that knows every rule accept the same bytes as the same nodes. */
final class DecoderAgreement {
    private DecoderAgreement() {}

    /** Whether both accept the bytes; fails if they differ. */
    static boolean check(byte[] bytes) {
        // In the middle of a longer array, so that reading on behind the block would show.
        byte[] longer = new byte[bytes.length + 200];
        System.arraycopy(bytes, 0, longer, 50, bytes.length);
        MstNode fast = FastNodeDecoder.decode(new Slice(longer, 50, bytes.length));
        MstNode strict;
        try {
            strict = new NodeDecoder(Slice.of(bytes)).node();
        } catch (MalformedException refused) {
            assertThat(fast).as(refused.rule()).isNull();
            return false;
        }
        assertThat(Objects.requireNonNull(fast).encode())
                .isEqualTo(strict.encode())
                .isEqualTo(bytes);
        return true;
    }
}
