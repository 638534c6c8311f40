package dev.sigwatch.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedJudgeTest {
    private static final String DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";

    @Test
    void linesInOrderMoveThePositionBehindThem() {
        FeedJudge.Judged judged = judge(10, 11, 12, 500_000);
        assertThat(judged.position()).isEqualTo(500_000);
        assertThat(judged.fault()).isEmpty();
        assertThat(judged.operations()).hasSize(3);
        assertThat(judge(10).position()).isEqualTo(10);
    }

    @Test
    void whatDoesNotIncreaseIsAFault() {
        assertThat(judge(10, 10).fault()).contains("sequence number 10 follows 10");
        assertThat(judge(10, 12, 11, 13).fault()).contains("sequence number 11 follows 12");
        assertThat(judge(10, 12, 11, 13).position()).isEqualTo(13);
        assertThat(judge(10, 9).position()).isEqualTo(10);
    }

    @Test
    void oneNumberFarAheadDoesNotLeadAwayWhileOthersGoOn() {
        FeedJudge.Judged judged = judge(10, 11, FeedLine.MAX_SEQ, 12);
        assertThat(judged.position()).isEqualTo(12);
        assertThat(judged.fault()).contains("sequence number 12 follows " + FeedLine.MAX_SEQ);
        assertThat(judge(10, 90_000_000, 90_000_001).position())
                .as("a feed that really goes on there")
                .isEqualTo(90_000_001);
    }

    @Test
    void theFaultOfAPageIsShort() {
        String fault =
                judge(10, LongStream.range(0, 1_000).map(i -> 5).toArray()).fault();
        assertThat(fault).endsWith("and 990 more").hasLineCount(11);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "nonsense",
                "{\"type\":1,\"seq\":1}",
                "{\"type\":\"sequenced_op\"}",
                "{\"type\":\"sequenced_op\",\"seq\":0,\"did\":\"d\",\"cid\":\"c\",\"operation\":{},\"createdAt\":\"t\"}",
                "{\"type\":\"sequenced_op\",\"seq\":1.5,\"did\":\"d\",\"cid\":\"c\",\"operation\":{},\"createdAt\":\"t\"}",
                "{\"type\":\"sequenced_op\",\"seq\":9007199254740992,\"did\":\"d\",\"cid\":\"c\",\"operation\":{},\"createdAt\":\"t\"}",
                "{\"type\":\"sequenced_op\",\"seq\":1,\"did\":\"d\",\"cid\":\"c\",\"operation\":[],\"createdAt\":\"t\"}",
                "{\"type\":\"sequenced_op\",\"seq\":1,\"did\":null,\"cid\":\"c\",\"operation\":{},\"createdAt\":\"t\"}"
            })
    void linesThatCannotBeRead(String line) {
        assertThat(FeedLine.read(line.getBytes(StandardCharsets.UTF_8))).isInstanceOf(FeedLine.Bad.class);
    }

    @Test
    void depthAndLengthAreBounded() {
        assertThat(FeedLine.read("[".repeat(60_000).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(FeedLine.Bad.class);
        byte[] tooLong = new byte[FeedLine.MAX_LINE + 1];
        Arrays.fill(tooLong, (byte) ' ');
        assertThat(FeedLine.read(tooLong)).isInstanceOf(FeedLine.Bad.class);
    }

    private static FeedJudge.Judged judge(long after, long... seqs) {
        List<FeedLine> lines = LongStream.of(seqs)
                .mapToObj(seq -> FeedLine.read(FakeDirectory.operation(seq, DID).getBytes(StandardCharsets.UTF_8)))
                .toList();
        return FeedJudge.judge(after, lines);
    }
}
