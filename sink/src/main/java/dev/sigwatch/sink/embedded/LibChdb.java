package dev.sigwatch.sink.embedded;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import org.jspecify.annotations.Nullable;

/** The part of libchdb.so that can serve: its command line, which is {@code clickhouse local}. */
interface LibChdb extends Library {

    /** Zero leaves SIGSEGV to the JVM, whose null checks depend on it. */
    void chdb_set_signal_handlers_enabled(int enabled);

    @Nullable
    Pointer chdb_query_cmdline(int argc, StringArray argv);

    @Nullable
    String chdb_result_error(Pointer result);
}
