package dev.sigwatch.atproto.repo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.CarScanner;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.MstKey;
import dev.sigwatch.atproto.mst.MstNode;
import dev.sigwatch.atproto.repo.TreeProblem.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports made to break rules, or to cost more than they are worth. What is counted here is work; no clock is read. */
class HostileExportTest {
    private static final Block RECORD = Block.ofDagCbor(new byte[] {(byte) 0xa0});
    private static final Cid VALUE = RECORD.cid();
    private static final Cid NOWHERE = Cid.ofDagCbor(new byte[] {1, 2, 3});

    @Test
    void aKeyInAnotherLayer() throws IOException {
        Block mixed = node(null)
                .with(key("a", 0), VALUE, null)
                .with(key("b", 1), VALUE, null)
                .block();
        expect(Kind.DEPTH, 0, mixed);
        Block leaf = node(null).with(key("a", 0), VALUE, null).block();
        expect(Kind.DEPTH, 2, node(leaf.cid()).with(key("b", 2), VALUE, null).block(), leaf);
        expect(Kind.DEPTH, 1, node(leaf.cid()).with(key("b", 0), VALUE, null).block(), leaf);
    }

    @Test
    void aKeyOutsideItsRange() throws IOException {
        Block leaf = node(null).with(key("m", 0), VALUE, null).block();
        expect(Kind.RANGE, 2, node(leaf.cid()).with(key("a", 1), VALUE, null).block(), leaf);
        expect(Kind.RANGE, 2, node(null).with(key("z", 1), VALUE, leaf.cid()).block(), leaf);
        Block middle = node(null).with(key("n", 1), VALUE, leaf.cid()).block();
        expect(Kind.RANGE, 3, node(middle.cid()).with(key("x", 2), VALUE, null).block(), middle, leaf);
    }

    @Test
    void aNodeWithoutKeys() throws IOException {
        Block empty = node(null).block();
        expect(
                Kind.EMPTY_NODE,
                2,
                node(empty.cid()).with(key("a", 1), VALUE, null).block(),
                empty);
        Block leaf = node(null).with(key("a", 0), VALUE, null).block();
        expect(Kind.POINTER_ROOT, 1, node(leaf.cid()).block(), leaf);
    }

    @Test
    void aNodeThatIsNone() throws IOException {
        expect(Kind.NODE_SCHEMA, 0, RECORD);
        Block longer = Block.ofDagCbor(
                Arrays.copyOf(node(null).with(key("a", 0), VALUE, null).block().data(), 200));
        expect(Kind.NODE_SCHEMA, 0, longer);
    }

    @Test
    void aKeyThatIsNoPath() throws IOException {
        RepoExport export = export(node(null).with("no\npath", VALUE, null).block(), RECORD);
        assertThat(export.problems()).containsExactly(new TreeProblem(Kind.KEY_SYNTAX, "no?path"));
        assertThat(export.rebuiltRoot()).isNotNull();
        export.forEachRecord("", (path, record) -> {
            throw new AssertionError(path);
        });
    }

    @Test
    void aNodeOfTooManyEntries() throws IOException {
        RawNode node = node(null);
        for (int i = 0, left = MstNode.MAX_ENTRIES + 1; left > 0; i++) {
            String key = "io.atcr.tag/" + (100_000 + i);
            if (MstKey.depth(key) == 0) {
                node.with(key, VALUE, null);
                left--;
            }
        }
        expect(Kind.LIMIT, 0, node.block(), RECORD);
    }

    @Test
    void aNodeOfTooManyBytes() throws IOException {
        expect(Kind.LIMIT, 0, Block.ofDagCbor(new byte[ExportWalk.MAX_BLOCK + 1]));
    }

    @Test
    void chainsOfPointersEndAtTheLowestLayer() throws IOException {
        List<Block> chain = new ArrayList<>(List.of(node(NOWHERE).block()));
        for (int i = 0; i < 10_000; i++) {
            chain.add(node(chain.get(i).cid()).block());
        }
        Cid longest = chain.get(chain.size() - 1).cid();
        chain.add(node(longest).with(key("a", 6), VALUE, longest).block());
        RepoExport export = export(TestRepo.export(chain.get(chain.size() - 1).cid(), chain));
        assertThat(export.problems()).extracting(TreeProblem::kind).containsExactly(Kind.DEPTH);
        assertThat(export.nodes()).isEqualTo(7);
        // As the root, a chain is refused at its first link.
        assertThat(export(TestRepo.export(longest, chain)).nodes()).isEqualTo(1);
    }

    @Test
    void sharedNodesAreVisitedOnce() throws IOException {
        List<Block> blocks = new ArrayList<>(List.of(RECORD));
        Block below = node(null).with(key("n", 0), VALUE, null).block();
        blocks.add(below);
        for (int height = 1; height < 6; height++) {
            RawNode node = node(below.cid());
            for (String at : List.of("o", "p", "q", "r", "s", "t", "u")) {
                node.with(key(at, height), VALUE, below.cid());
            }
            below = node.block();
            blocks.add(below);
        }
        RepoExport export = export(TestRepo.export(below.cid(), blocks));
        assertThat(export.problems()).extracting(TreeProblem::kind).containsExactly(Kind.RANGE);
        assertThat(export.nodes()).isLessThan(10);
    }

    @Test
    void sharedPointersToNothingCostOneVisitForEachKeyAndLayer() throws IOException {
        int height = 4;
        int keys = 26;
        List<Block> blocks = new ArrayList<>(List.of(RECORD));
        Cid below = NOWHERE;
        for (int i = 1; i < height; i++) {
            Block pointer = node(below).block();
            blocks.add(pointer);
            below = pointer.cid();
        }
        RawNode root = node(below);
        for (char c = 'a'; c <= 'z'; c++) {
            root.with(key(String.valueOf(c), height), VALUE, below);
        }
        blocks.add(root.block());
        RepoExport export = export(TestRepo.export(root.block().cid(), blocks));
        assertThat(export.problems())
                .hasSize(keys + 1)
                .extracting(TreeProblem::kind)
                .containsOnly(Kind.INCOMPLETE);
        assertThat(export.nodes()).isEqualTo(1 + (height - 1) * (keys + 1));
        assertThat(export.rebuiltRoot()).isNull();
    }

    @Test
    void prefixesExpandToNoMoreThanALimit() throws IOException {
        Block lowest = expanding("a", 0, null);
        RepoExport one = export(TestRepo.export(lowest.cid(), List.of(RECORD, lowest)));
        assertThat(one.records()).isEqualTo(MstNode.MAX_ENTRIES);
        assertThat(one.rebuiltRoot()).isEqualTo(lowest.cid());

        Block middle = expanding("b", 1, lowest.cid());
        Block highest = expanding("c", 2, middle.cid());
        List<Block> blocks = List.of(RECORD, lowest, middle, highest);
        RepoExport three = export(TestRepo.export(highest.cid(), blocks));
        assertThat(three.problems()).extracting(TreeProblem::kind).containsExactly(Kind.LIMIT);
        assertThat(three.nodes()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ffffffffffffffffff01", // 64 bits
                "ffffffffffffffffff7f", // beyond 64 bits
                "ffffffffffffffffffffff01", // more than 10 bytes
                "ffffffff07", // 2 GiB
                "8000", // not minimal
                "00", // nothing
                "ff", // cut off
            })
    void lengthsThatAreNone(String varint) throws IOException {
        byte[] length = HexFormat.of().parseHex(varint);
        assertThat(kinds(export(length))).containsExactly(Kind.CAR);
        byte[] whole = TestRepo.of(new Random(1), 4).export();
        byte[] file = Arrays.copyOf(whole, whole.length + length.length);
        System.arraycopy(length, 0, file, whole.length, length.length);
        assertThat(kinds(export(file))).containsExactly(Kind.CAR);
        assertThat(export(file).commit()).isNotNull();
    }

    @Test
    void aSectionLongerThanAnySaysSoBeforeItIsRead() throws IOException {
        ZeroFile file = new ZeroFile(header("81808020"), 1L << 40); // a section of 64 MiB
        assertThat(kinds(RepoExport.verify(file))).containsExactly(Kind.CAR, Kind.CAR);
        assertThat(file.bytesRead).isLessThan(1 << 20);
    }

    @Test
    void oneGiantSectionIsHashedAndNotHeld() throws IOException {
        byte[] giant = new byte[CarScanner.MAX_SECTION - Cid.LENGTH];
        Block block = Block.ofDagCbor(giant);
        RepoExport export = export(CarWriter.write(List.of(block.cid()), List.of(block)));
        assertThat(kinds(export)).containsExactly(Kind.LIMIT);
        assertThat(export.commitBlock()).isEmpty();
    }

    @Test
    void aHeaderLongerThanAnyIsNotRead() throws IOException {
        ZeroFile file = new ZeroFile(HexFormat.of().parseHex("818004"), 1L << 40);
        assertThat(kinds(RepoExport.verify(file))).containsExactly(Kind.CAR);
        assertThat(file.bytesRead).isLessThan(1 << 20);
    }

    /** A node of as many and as long keys as there may be, in as few bytes. */
    private static Block expanding(String start, int depth, @Nullable Cid left) {
        RawNode node = node(left);
        String stem = "io.atcr.tag/" + start + "x".repeat(MstKey.MAX_LENGTH - 20);
        for (int i = 0, missing = MstNode.MAX_ENTRIES; missing > 0; i++) {
            String key = stem + (1_000_000 + i);
            if (MstKey.depth(key) == depth) {
                node.with(key, VALUE, null);
                missing--;
            }
        }
        return node.block();
    }

    private static RawNode node(@Nullable Cid left) {
        return new RawNode(left);
    }

    private static String key(String start, int depth) {
        return RawNode.mined("io.atcr.tag/" + start, depth);
    }

    private static void expect(Kind kind, int nodes, Block root, Block... others) throws IOException {
        RepoExport export = export(root, others);
        assertThat(kinds(export)).containsExactly(kind);
        assertThat(export.nodes()).isEqualTo(nodes);
        assertThat(export.rebuiltRoot()).isNull();
        List<byte[]> parts = new ArrayList<>();
        export.parts("", 1_000, parts::add);
        assertThat(parts).hasSize(1);
    }

    private static RepoExport export(Block root, Block... others) throws IOException {
        List<Block> blocks = new ArrayList<>(List.of(RECORD, root));
        blocks.addAll(List.of(others));
        return export(TestRepo.export(root.cid(), blocks));
    }

    private static RepoExport export(byte[] file) throws IOException {
        return RepoExport.verify(ExportFile.of(file));
    }

    private static List<Kind> kinds(RepoExport export) {
        return export.problems().stream().map(TreeProblem::kind).toList();
    }

    private static byte[] header(String after) {
        byte[] header = CarWriter.write(List.of(NOWHERE), List.of());
        byte[] more = HexFormat.of().parseHex(after);
        byte[] both = Arrays.copyOf(header, header.length + more.length);
        System.arraycopy(more, 0, both, header.length, more.length);
        return both;
    }

    /** As large as one likes: zeros after its beginning. */
    private static final class ZeroFile implements ExportFile {
        private final byte[] start;
        private final long size;
        long bytesRead;

        ZeroFile(byte[] start, long size) {
            this.start = start;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void read(long position, byte[] into, int offset, int length) {
            bytesRead += length;
            for (int i = 0; i < length; i++) {
                into[offset + i] = position + i < start.length ? start[(int) position + i] : 0;
            }
        }
    }
}
