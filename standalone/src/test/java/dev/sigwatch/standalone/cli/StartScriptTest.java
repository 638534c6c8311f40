package dev.sigwatch.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartScriptTest {
    private static final Path SCRIPT = Path.of("../sigwatch").toAbsolutePath().normalize();

    @Test
    void isGoodShell() throws Exception {
        assertThat(run(new ProcessBuilder("sh", "-n", SCRIPT.toString()))).isEqualTo("0 ");
    }

    @Test
    void saysWhatIsMissing(@TempDir Path folder) throws Exception {
        Path copy = Files.createDirectories(folder.resolve("a folder")).resolve("sigwatch");
        Files.copy(SCRIPT, copy);
        ProcessBuilder builder = new ProcessBuilder("sh", copy.toString(), "--version");
        builder.environment().put("JAVA_HOME", folder.resolve("no jdk").toString());
        assertThat(run(builder)).startsWith("69 ").contains("install a JDK 17").hasLineCount(1);
    }

    private static String run(ProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + " " + said.strip();
    }
}
