package dev.sigwatch.sink.embedded;

import com.sun.jna.Library;
import com.sun.jna.NativeLong;
import org.jspecify.annotations.Nullable;

/** The C calls that put a pseudo-terminal on standard input and confine a thread; names and values as on Linux x86-64. */
interface Libc extends Library {

    int O_RDWR = 2;
    int O_NOCTTY = 0x100;
    int O_CLOEXEC = 0x80000;
    int O_PATH = 0x200000;
    int STDIN = 0;

    long syscall(long number, Object... arguments);

    int prctl(int option, NativeLong a, NativeLong b, NativeLong c, NativeLong d);

    int dup(int fd);

    int dup2(int from, int to);

    int close(int fd);

    int open(String path, int flags);

    long read(int fd, byte[] buffer, long count);

    long write(int fd, byte[] buffer, long count);

    int posix_openpt(int flags);

    int grantpt(int fd);

    int unlockpt(int fd);

    @Nullable
    String ptsname(int fd);
}
