package dev.sigwatch.atproto.repo;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.Mst;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Whole exports: whatever they hold, problems come out, and a complete one is the tree of its entries. */
class RepoExportFuzzTest {
    private static final int MAX_PART = 600;

    @FuzzTest(maxDuration = "10m")
    void verifies(FuzzedDataProvider data) throws IOException {
        byte[] file;
        if (data.consumeBoolean()) {
            FuzzForest forest = new FuzzForest(data);
            file = TestRepo.export(forest.any(), forest.blocks);
            if (data.consumeInt(0, 9) == 0) {
                file[data.consumeInt(0, file.length - 1)] ^= data.consumeByte();
            }
        } else {
            file = data.consumeRemainingAsBytes();
        }
        RepoExport export = RepoExport.verify(ExportFile.of(file));
        assertThat(export.problems()).hasSizeLessThanOrEqualTo(ProblemList.MAX_PROBLEMS);
        assertThat(export.nodes()).isLessThanOrEqualTo((Mst.MAX_HEIGHT + 1) * (export.records() + 1));
        Map<String, Cid> proven = new TreeMap<>();
        export.parts("", MAX_PART, part -> RecordProof.read(part)
                .records()
                .forEach(record -> proven.put(record.path().value(), record.cid())));
        if (export.isComplete()) {
            Map<String, Cid> entries = new TreeMap<>();
            export.forEachRecord("", entries::put);
            Cid root = Objects.requireNonNull(export.commit()).data();
            assertThat(Mst.of(new TreeMap<>(entries)).root()).isEqualTo(root).isEqualTo(export.rebuiltRoot());
            assertThat(export.records()).isEqualTo(entries.size());
            assertThat(proven).isEqualTo(entries);
        }
    }
}
