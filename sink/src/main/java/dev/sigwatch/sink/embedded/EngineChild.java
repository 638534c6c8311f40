package dev.sigwatch.sink.embedded;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The child process: becomes a ClickHouse server until its standard input, a pipe held by the parent, ends.
 *
 * <p>The library serves only from its command line, and there only stays up after a client resets a connection if it believes it
 * is interactive: that takes a terminal on standard input, so the pipe is moved aside and a pseudo-terminal put in its place.
 */
final class EngineChild {

    /** Exit codes the parent turns into a sentence. */
    static final int FOLDER_IN_USE = 71;

    static final int PORT_IN_USE = 72;
    static final int NO_TERMINAL = 73;

    /** The parent has waited for the folder already. */
    private static final int LOCK_ATTEMPTS = 20;

    /** Printed where the kernel cannot confine the engine. */
    static final String UNCONFINED =
            "unconfined: this kernel has no Landlock (Linux 5.19), readers can read this user's files";

    /** Held as long as an engine uses the folder. */
    static final String LOCK_FILE = "engine.lock";

    private static final long LOCK_PAUSE_MILLIS = 100;
    private static final long STOP_MILLIS = 15_000;
    /** ClickHouse's own main thread expects more than a Java thread's default stack. */
    private static final long STACK_BYTES = 64L << 20;

    private static final byte[] EXIT = "exit\n".getBytes(StandardCharsets.UTF_8);

    private EngineChild() {}

    /** Arguments: the library, the folder with config.xml, the HTTP port. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[1]);
        Libc libc = Native.load("c", Libc.class);
        int parent = libc.dup(Libc.STDIN);
        int terminal = terminalOnStdin(libc);
        FileLock lock = lock(folder.resolve(LOCK_FILE));
        if (!portFree(Integer.parseInt(args[2]))) {
            halt(PORT_IN_USE);
        }

        Thread server = new Thread(
                null,
                () -> serve(libc, Path.of(args[0]), folder, Integer.parseInt(args[2])),
                "clickhouse",
                STACK_BYTES);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(libc, terminal, server), "stop"));
        Thread watcher = new Thread(() -> exitWithParent(libc, parent, terminal), "parent-watch");
        watcher.setDaemon(true);
        server.start();
        watcher.start();
        server.join();
        lock.release();
        halt(0);
    }

    private static void serve(Libc libc, Path file, Path folder, int port) {
        LibChdb library = Native.load(file.toString(), LibChdb.class);
        library.chdb_set_signal_handlers_enabled(0);
        if (!Confinement.confine(libc, file, folder, port)) {
            System.err.println(UNCONFINED);
        }
        String[] argv = List.of(
                        "clickhouse",
                        "--config-file=" + folder.resolve("config.xml"),
                        "--log-level=warning",
                        "--interactive",
                        "--disable_suggestion",
                        "--history_file=" + folder.resolve("run/history"),
                        "--highlight",
                        "0",
                        "--progress",
                        "off",
                        "--query",
                        "SYSTEM START LISTEN HTTP")
                .toArray(String[]::new);
        Pointer result = library.chdb_query_cmdline(argv.length, new StringArray(argv));
        String error = result == null ? null : library.chdb_result_error(result);
        if (error != null && !error.isEmpty()) {
            System.err.println(error);
            System.err.flush();
            halt(1);
        }
    }

    private static void exitWithParent(Libc libc, int parent, int terminal) {
        byte[] ignored = new byte[64];
        while (libc.read(parent, ignored, ignored.length) > 0) {
            // The parent writes nothing; the end of the pipe is the message.
        }
        libc.write(terminal, EXIT, EXIT.length);
    }

    private static void stop(Libc libc, int terminal, Thread server) {
        libc.write(terminal, EXIT, EXIT.length);
        try {
            server.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int terminalOnStdin(Libc libc) {
        int master = libc.posix_openpt(Libc.O_RDWR | Libc.O_NOCTTY);
        if (master < 0 || libc.grantpt(master) != 0 || libc.unlockpt(master) != 0) {
            halt(NO_TERMINAL);
        }
        String name = libc.ptsname(master);
        int slave = name == null ? -1 : libc.open(name, Libc.O_RDWR | Libc.O_NOCTTY);
        if (slave < 0 || libc.dup2(slave, Libc.STDIN) != Libc.STDIN) {
            halt(NO_TERMINAL);
        }
        libc.close(slave);
        return master;
    }

    /** The system drops the lock with the process, however it ends. */
    private static FileLock lock(Path file) throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = channel.tryLock();
        for (int attempt = 0; lock == null && attempt < LOCK_ATTEMPTS; attempt++) {
            Thread.sleep(LOCK_PAUSE_MILLIS);
            lock = channel.tryLock();
        }
        if (lock == null) {
            halt(FOLDER_IN_USE);
            throw new IllegalStateException("halted");
        }
        return lock;
    }

    private static boolean portFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Not {@code System.exit}: its hook waits for the thread that calls this. */
    private static void halt(int code) {
        Runtime.getRuntime().halt(code);
    }
}
