package dev.sigwatch.atproto.mst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.NonCanonicalException;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cbor.CborValue.MapValue;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.mst.MalformedNodeException.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MstNodeTest {
    private static final Cid VALUE = Cid.ofRaw(new byte[] {1});
    private static final Cid CHILD = Cid.ofDagCbor(new byte[] {2});
    private static final CborValue NULL = CborValue.ofNull();

    @Test
    void decodesWhatItEncodes() {
        byte[] block = node(CborValue.of(CHILD), entry("abc", 0, NULL), entry("d", 2, CborValue.of(CHILD)))
                .encode();
        MstNode node = MstNode.decode(block);
        assertThat(node.size()).isEqualTo(2);
        assertThat(node.key(0)).isEqualTo(bytes("abc"));
        assertThat(node.key(1)).isEqualTo(bytes("abd"));
        assertThat(node.value(1)).isEqualTo(VALUE);
        assertThat(node.child(0)).isEqualTo(CHILD);
        assertThat(node.child(1)).isNull();
        assertThat(node.child(2)).isEqualTo(CHILD);
        assertThat(node.encode()).isEqualTo(block);
    }

    @Test
    void decodesNodesWithoutKeys() {
        assertThat(MstNode.decode(node(NULL).encode()).child(0)).isNull();
        MstNode pointer = MstNode.decode(node(CborValue.of(CHILD)).encode());
        assertThat(pointer.size()).isZero();
        assertThat(pointer.child(0)).isEqualTo(CHILD);
        assertThat(pointer.height(new Sha256())).isEqualTo(-1);
    }

    @Test
    void holdsPrefixesToTheLongest() {
        assertFault(Fault.PREFIX, node(NULL, entry("a", 1, NULL)));
        assertFault(Fault.PREFIX, node(NULL, entry("a", -1, NULL)));
        assertFault(Fault.PREFIX, node(NULL, entry("abc", 0, NULL), entry("abd", 0, NULL)));
        assertFault(Fault.PREFIX, node(NULL, entry("abc", 0, NULL), entry("bd", 1, NULL)));
        assertFault(Fault.PREFIX, node(NULL, entry("abc", 0, NULL), entry("x", 4, NULL)));
        assertFault(Fault.PREFIX, node(NULL, entry("abc", 0, NULL), entry("x", Long.MAX_VALUE, NULL)));
    }

    @Test
    void holdsKeysToIncrease() {
        assertFault(Fault.KEY_ORDER, node(NULL, entry("", 0, NULL)));
        assertFault(Fault.KEY_ORDER, node(NULL, entry("abc", 0, NULL), entry("", 3, NULL)));
        assertFault(Fault.KEY_ORDER, node(NULL, entry("abc", 0, NULL), entry("", 2, NULL)));
        assertFault(Fault.KEY_ORDER, node(NULL, entry("abc", 0, NULL), entry("b", 2, NULL)));
        // Bytes are unsigned: é comes after z.
        MstNode.decode(node(NULL, entry("z", 0, NULL), entry("é", 0, NULL)).encode());
        assertFault(Fault.KEY_ORDER, node(NULL, entry("é", 0, NULL), entry("z", 0, NULL)));
    }

    @Test
    void holdsFieldsToTheSchema() {
        MapValue node = node(NULL, entry("abc", 0, NULL));
        assertFault(Fault.SCHEMA, node.without("l"));
        assertFault(Fault.SCHEMA, node.without("e"));
        assertFault(Fault.SCHEMA, node.with("x", NULL));
        assertFault(Fault.SCHEMA, node.without("l").with("m", NULL));
        assertFault(Fault.SCHEMA, node.with("e", NULL));
        assertFault(Fault.SCHEMA, node.with("l", CborValue.of(1)));
        assertFault(Fault.SCHEMA, node.with("l", CborValue.of(Cid.ofRaw(new byte[0]))));
        assertFault(Fault.SCHEMA, node.with("e", CborValue.of(List.of(NULL))));
        assertFault(Fault.SCHEMA, CborValue.of(List.of()));
        MapValue entry = entry("abc", 0, NULL);
        for (String field : entry.entries().keySet()) {
            assertFault(Fault.SCHEMA, node(NULL, entry.without(field)));
            assertFault(Fault.SCHEMA, node(NULL, entry.with(field, CborValue.of(true))));
            assertFault(Fault.SCHEMA, node(NULL, entry.without(field).with("z", NULL)));
        }
        assertFault(Fault.SCHEMA, node(NULL, entry.with("v", NULL)));
    }

    @Test
    void holdsToTheLimits() {
        String longest = "k".repeat(MstKey.MAX_LENGTH);
        MstNode.decode(node(NULL, entry(longest, 0, NULL)).encode());
        assertFault(Fault.LIMIT, node(NULL, entry(longest + "k", 0, NULL)));
        assertFault(Fault.LIMIT, node(NULL, entry(longest, 0, NULL), entry("k", MstKey.MAX_LENGTH, NULL)));
        MapValue most = node(NULL).with("e", CborValue.of(Collections.nCopies(MstNode.MAX_ENTRIES + 1, NULL)));
        assertFault(Fault.LIMIT, most);
    }

    @Test
    void tellsNotCanonicalFromNotANode() {
        byte[] block = node(NULL).encode();
        byte[] trailing = Arrays.copyOf(block, block.length + 1);
        assertThatThrownBy(() -> MstNode.decode(trailing)).isInstanceOf(NonCanonicalException.class);
        byte[] truncated = Arrays.copyOf(block, block.length - 1);
        assertThatThrownBy(() -> MstNode.decode(truncated)).isExactlyInstanceOf(MalformedException.class);
    }

    @Test
    void findsTheDepthOfItsKeys() {
        Sha256 sha256 = new Sha256();
        MapValue together = node(NULL, entry("2653ae71", 0, NULL), entry("asdf", 0, NULL));
        assertThat(MstNode.decode(together.encode()).height(sha256)).isZero();
        MstNode apart = MstNode.decode(
                node(NULL, entry("2653ae71", 0, NULL), entry("blue", 0, NULL)).encode());
        assertThat(catchThrowableOfType(MalformedNodeException.class, () -> apart.height(sha256))
                        .fault())
                .isEqualTo(Fault.DEPTH);
    }

    private static void assertFault(Fault fault, CborValue node) {
        assertThatThrownBy(() -> MstNode.decode(node.encode()))
                .isInstanceOfSatisfying(MalformedNodeException.class, refusal -> assertThat(refusal.fault())
                        .isEqualTo(fault));
    }

    private static MapValue node(CborValue left, MapValue... entries) {
        return CborValue.of(Map.of("e", CborValue.of(List.of(entries)), "l", left));
    }

    private static MapValue entry(String rest, long prefix, CborValue child) {
        return CborValue.of(Map.of(
                "k", CborValue.of(bytes(rest)), "p", CborValue.of(prefix), "t", child, "v", CborValue.of(VALUE)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
