package dev.sigwatch.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @Test
    void secondTakerLearnsWhoHoldsTheFolder(@TempDir Path root) throws IOException {
        DataFolder folder = new DataFolder(root.resolve("data"));
        assertThat(FolderLock.isHeld(folder)).isFalse();
        try (FolderLock lock = FolderLock.take(folder)) {
            assertThat(lock).isNotNull();
            assertThat(FolderLock.isHeld(folder)).isTrue();
            assertThatThrownBy(() -> FolderLock.take(folder))
                    .isInstanceOf(FolderLock.HeldException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--data");
        }
        FolderLock.take(folder).close();
    }

    @Test
    void runFileOfADeadProcessCountsForNothing(@TempDir Path root) throws IOException {
        DataFolder folder = new DataFolder(root);
        RunFile written =
                new RunFile(7, "http://127.0.0.1:1", "http://127.0.0.1:2", "127.0.0.1:3", "http://127.0.0.1:4");
        try (FolderLock lock = FolderLock.take(folder)) {
            assertThat(lock).isNotNull();
            assertThat(RunFile.ofRunningProcess(folder)).isEmpty();
            written.write(folder);
            assertThat(RunFile.ofRunningProcess(folder)).contains(written);
        }
        assertThat(RunFile.ofRunningProcess(folder)).isEmpty();
    }
}
