package dev.sigwatch.standalone.cli;

import dev.sigwatch.simulator.SimulatorMain;
import dev.sigwatch.simulator.SimulatorOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

@Command(
        name = "simulate",
        header = "Serves a small made-up network that signs for real and misbehaves on demand.",
        description = {"For tests and demonstrations; stop it with Ctrl-C.", SimulatorOptions.USAGE})
final class SimulateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        SimulatorOptions options;
        try {
            options = SimulatorOptions.parse(arguments.toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
        PrintStream out = new PrintStream(terminal.bytes(), true, StandardCharsets.UTF_8);
        SimulatorMain.run(options, new UntilSignal(Signals.install()), out);
        return ExitCode.OK.status();
    }

    /** Ends when somebody asks the process to stop: in the background, standard input would end at once. */
    private static final class UntilSignal extends InputStream {
        private final Signals signals;

        UntilSignal(Signals signals) {
            this.signals = signals;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws InterruptedIOException {
            return read();
        }

        @Override
        public int read() throws InterruptedIOException {
            try {
                signals.await();
                return -1;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while serving");
            }
        }
    }
}
