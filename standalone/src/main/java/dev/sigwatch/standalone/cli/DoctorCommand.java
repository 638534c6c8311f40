package dev.sigwatch.standalone.cli;

import dev.sigwatch.standalone.doctor.Diagnosis;
import dev.sigwatch.standalone.doctor.Doctor;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        header = "Looks whether this machine and a data folder are fit for a start.",
        description =
                "One line per check: ok, warn or fail, and what to do. Sends nothing anywhere unless given --relay or --plc.")
final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ProcessEnvironment environment;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private DataOption data;

    @Option(
            names = "--relay",
            paramLabel = "URL",
            converter = Values.Relay.class,
            description = "Also look whether this relay can be reached; repeatable.")
    private List<URI> relays = List.of();

    @Option(
            names = "--plc",
            paramLabel = "URL",
            converter = Values.WebUrl.class,
            description = "Also look whether this PLC directory can be reached.")
    private List<URI> directories = List.of();

    DoctorCommand(Terminal terminal, ProcessEnvironment environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Set<Diagnosis.Level> levels = EnumSet.noneOf(Diagnosis.Level.class);
        Doctor doctor = new Doctor(diagnosis -> {
            levels.add(diagnosis.level());
            terminal.out().println(diagnosis.line());
        });
        Map<String, Integer> ports = new TreeMap<>(
                Map.of("--http-port", PipelineOptions.HTTP_PORT, "--clickhouse-port", PipelineOptions.CLICKHOUSE_PORT));
        doctor.examine(environment.home(), environment.variables(), data.folder(), ports);
        doctor.reach(relays, directories);
        return (levels.contains(Diagnosis.Level.FAIL) ? ExitCode.FOUND : ExitCode.OK).status();
    }
}
