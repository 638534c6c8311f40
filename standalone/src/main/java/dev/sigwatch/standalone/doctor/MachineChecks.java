package dev.sigwatch.standalone.doctor;

import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.sink.ClickHouseException;
import dev.sigwatch.sink.embedded.EngineConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The machine: Java, tools, engine, cryptography, memory. */
final class MachineChecks {
    private static final int LEAST_JAVA = 17;
    /** What one process may hold in all. */
    private static final long NEEDED_MEMORY = 2500L << 20;

    private static final long TOOL_SECONDS = 10;

    private MachineChecks() {}

    static List<Diagnosis> run(Path home, Map<String, String> environment) {
        Diagnosis engine = engine(home, environment);
        boolean installed = engine.level() == Diagnosis.Level.OK;
        return List.of(java(), engine, tool("node", installed), tool("npm", installed), crypto(), memory());
    }

    private static Diagnosis java() {
        String text = Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
        return Runtime.version().feature() >= LEAST_JAVA
                ? Diagnosis.ok("java", text)
                : Diagnosis.fail("java", text + ": install a JDK " + LEAST_JAVA + " or newer");
    }

    private static Diagnosis engine(Path home, Map<String, String> environment) {
        try {
            Path library = EngineConfig.findLibrary(environment, home);
            return Diagnosis.ok("engine", library + " (" + (Files.size(library) >> 20) + " MiB)");
        } catch (ClickHouseException e) {
            return Diagnosis.fail("engine", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Diagnosis.fail("engine", "cannot be read: " + e);
        }
    }

    private static Diagnosis tool(String name, boolean engineInstalled) {
        try {
            Process process = new ProcessBuilder(name, "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readNBytes(200), StandardCharsets.UTF_8).strip();
            boolean ended = process.waitFor(TOOL_SECONDS, TimeUnit.SECONDS);
            if (ended && process.exitValue() == 0) {
                return Diagnosis.ok(name, said);
            }
            process.destroyForcibly();
        } catch (IOException e) {
            // Not there; said below.
            return missing(name, engineInstalled);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return missing(name, engineInstalled);
    }

    private static Diagnosis missing(String name, boolean engineInstalled) {
        return engineInstalled
                ? Diagnosis.warn(name, "not found; only needed to install the engine again")
                : Diagnosis.fail(
                        name, "not found; needed to install the ClickHouse engine: install Node.js 18 or newer");
    }

    private static Diagnosis crypto() {
        String name = SignatureVerifiers.best().name();
        return name.toLowerCase(java.util.Locale.ROOT).contains("bouncy")
                ? Diagnosis.warn(
                        "cryptography",
                        name + ": correct, but several times slower than the native libraries, which do not "
                                + "load on this platform")
                : Diagnosis.ok("cryptography", name);
    }

    private static Diagnosis memory() {
        int cores = Runtime.getRuntime().availableProcessors();
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            long bytes = system.getTotalMemorySize();
            String text = cores + " cores, " + (bytes >> 20) + " MiB";
            return bytes >= NEEDED_MEMORY
                    ? Diagnosis.ok("machine", text)
                    : Diagnosis.warn("machine", text + ": up may need " + (NEEDED_MEMORY >> 20) + " MiB");
        }
        return Diagnosis.ok("machine", cores + " cores");
    }
}
