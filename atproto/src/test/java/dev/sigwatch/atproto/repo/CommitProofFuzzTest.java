package dev.sigwatch.atproto.repo;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Partial trees and operations: whatever a commit carries, problems come out, and what comes out as proven is true.
 *
 * <p>This class itself mentions no record: one with annotated components that is loaded before the fuzzer instruments it comes
 * out broken on Java 17, with {@code NoSuchFieldError}.
 */
class CommitProofFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void proves(FuzzedDataProvider data) {
        FuzzedCommit.check(data);
    }
}
