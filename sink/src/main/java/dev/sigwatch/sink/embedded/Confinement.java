package dev.sigwatch.sink.embedded;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes from a thread, and from all threads it will start, every file but the engine's own and every outgoing TCP connection
 * (<a href="https://docs.kernel.org/userspace-api/landlock.html">Landlock</a>).
 *
 * <p>Inside the library, access checks that guard a server's disk are off: any user who may run {@code SELECT} reads any file with
 * the function {@code file('/path')}. Only the operating system can refuse that.
 */
final class Confinement {

    /** From 2 (Linux 5.19) files can be renamed across folders, which dropping a table does. */
    private static final int MIN_ABI = 2;

    private static final int ABI_TRUNCATE = 3;
    private static final int ABI_TCP = 4;

    private static final long CREATE_RULESET = 444;
    private static final long ADD_RULE = 445;
    private static final long RESTRICT_SELF = 446;
    private static final long QUERY_ABI = 1;
    private static final long RULE_PATH = 1;
    private static final long RULE_PORT = 2;
    private static final int PR_SET_NO_NEW_PRIVS = 38;

    private static final long EXECUTE = 1;
    private static final long WRITE_FILE = 1 << 1;
    private static final long READ_FILE = 1 << 2;
    private static final long READ_DIR = 1 << 3;
    private static final long TRUNCATE = 1 << 14;
    /** Everything of version 2: reading, writing, and making, removing and moving of every kind. */
    private static final long ALL_OF_2 = (1 << 14) - 1;

    private static final long BIND_TCP = 1;
    private static final long CONNECT_TCP = 1 << 1;

    /** What a C++ program reads of a system: its processors, memory, time zone and libraries. None of it is private. */
    private static final List<String> SYSTEM = List.of(
            "/proc/self",
            "/proc/stat",
            "/proc/meminfo",
            "/proc/cpuinfo",
            "/proc/loadavg",
            "/proc/uptime",
            "/proc/vmstat",
            "/proc/sys",
            "/sys/fs/cgroup",
            "/sys/devices/system",
            "/etc/localtime",
            "/etc/timezone",
            "/etc/hosts",
            "/etc/host.conf",
            "/etc/nsswitch.conf",
            "/etc/resolv.conf",
            "/etc/ld.so.cache",
            "/usr/share/zoneinfo",
            "/usr/lib",
            "/lib",
            "/lib64");

    private static final List<String> DEVICES =
            List.of("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom", "/dev/tty", "/dev/pts");

    private final Libc libc;
    private final long abi;
    private final long ruleset;

    private Confinement(Libc libc, long abi, long ruleset) {
        this.libc = libc;
        this.abi = abi;
        this.ruleset = ruleset;
    }

    /**
     * Confines the calling thread.
     *
     * @return false if the kernel cannot, and nothing was confined
     */
    static boolean confine(Libc libc, Path library, Path folder, int port) {
        long abi = call(libc, CREATE_RULESET, 0L, 0L, QUERY_ABI);
        if (abi < MIN_ABI) {
            return false;
        }
        Memory attributes = new Memory(16);
        attributes.setLong(0, files(abi));
        attributes.setLong(8, BIND_TCP | CONNECT_TCP);
        long ruleset = call(libc, CREATE_RULESET, attributes, abi < ABI_TCP ? 8L : 16L, 0L);
        if (ruleset < 0) {
            return false;
        }
        Confinement confinement = new Confinement(libc, abi, ruleset);
        confinement.allow(library, folder, port);
        // Required for a process without privileges; set-user-ID programs would otherwise be a way out.
        boolean confined = libc.prctl(
                                PR_SET_NO_NEW_PRIVS,
                                new NativeLong(1),
                                new NativeLong(0),
                                new NativeLong(0),
                                new NativeLong(0))
                        == 0
                && call(libc, RESTRICT_SELF, ruleset, 0L) == 0;
        libc.close((int) ruleset);
        return confined;
    }

    private void allow(Path library, Path folder, int port) {
        for (String own : List.of("store", "log", "run")) {
            path(folder.resolve(own), files(abi) & ~EXECUTE);
        }
        for (Path read : List.of(
                folder.resolve("config.xml"),
                folder.resolve("users.xml"),
                library,
                Path.of(System.getProperty("java.home")))) {
            path(read, READ_FILE | READ_DIR);
        }
        SYSTEM.forEach(name -> path(Path.of(name), READ_FILE | READ_DIR));
        DEVICES.forEach(name -> path(Path.of(name), READ_FILE | READ_DIR | WRITE_FILE));
        if (abi >= ABI_TCP) {
            Memory rule = new Memory(16);
            rule.setLong(0, BIND_TCP);
            rule.setLong(8, port);
            require(call(libc, ADD_RULE, ruleset, RULE_PORT, rule, 0L), "port " + port);
        }
    }

    private void path(Path path, long rights) {
        if (!Files.exists(path)) {
            return;
        }
        int fd = libc.open(path.toString(), Libc.O_PATH | Libc.O_CLOEXEC);
        long fitting = Files.isDirectory(path) ? rights : rights & (EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE);
        Memory rule = new Memory(12);
        rule.setLong(0, fitting);
        rule.setInt(8, fd);
        require(call(libc, ADD_RULE, ruleset, RULE_PATH, rule, 0L), path.toString());
        libc.close(fd);
    }

    private static long files(long abi) {
        return abi < ABI_TRUNCATE ? ALL_OF_2 : ALL_OF_2 | TRUNCATE;
    }

    private static void require(long result, String what) {
        if (result != 0) {
            throw new IllegalStateException("cannot allow the engine " + what);
        }
    }

    /** All arguments as 64 bits, as the kernel takes them. */
    private static long call(Libc libc, long number, Object... arguments) {
        return libc.syscall(number, arguments);
    }
}
