package dev.sigwatch.standalone.trust;

import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Handle;
import dev.sigwatch.ingest.fetch.FetchLimits;
import dev.sigwatch.ingest.fetch.Fetched;
import dev.sigwatch.ingest.fetch.GuardedFetcher;
import dev.sigwatch.ingest.fetch.HostLookup;
import dev.sigwatch.ingest.fetch.Reach;
import dev.sigwatch.ingest.identity.DirectoryLimits;
import dev.sigwatch.ingest.identity.HttpDirectory;
import dev.sigwatch.ingest.identity.IdentityDirectory;
import dev.sigwatch.ingest.time.MicrosClock;
import java.io.OutputStream;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The network as it is: the DNS, a PLC directory, and the hosts that accounts name, all under guard. */
public final class LiveNetwork implements Network, AutoCloseable {
    private final GuardedFetcher fetcher;
    private final GuardedFetcher exports;
    private final HandleResolver handles;
    private final HttpDirectory directory;

    /**
     * Opens connections when they are needed.
     *
     * @param plc the PLC directory's URL
     * @param allowLocal whether all of these may be loopback addresses over http
     * @param maxExportBytes longest export taken
     */
    public LiveNetwork(URI plc, boolean allowLocal, long maxExportBytes) {
        this(plc, allowLocal, maxExportBytes, TxtLookup.system());
    }

    LiveNetwork(URI plc, boolean allowLocal, long maxExportBytes, TxtLookup dns) {
        Reach reach = allowLocal ? Reach.PUBLIC_AND_LOOPBACK : Reach.PUBLIC;
        Clock clock = Clock.systemUTC();
        fetcher = new GuardedFetcher(FetchLimits.standard(), reach, HostLookup.system(), clock);
        exports = new GuardedFetcher(FetchLimits.export(maxExportBytes), reach, HostLookup.system(), clock);
        handles = new HandleResolver(dns, fetcher::get, allowLocal);
        directory = HttpDirectory.of(fetcher, plc, DirectoryLimits.standard(), allowLocal, new MicrosClock(clock));
    }

    @Override
    public Found<Did> resolve(Handle handle) {
        return handles.resolve(handle);
    }

    @Override
    public IdentityDirectory.Lookup lookup(Did did) {
        return directory.lookup(did.value());
    }

    @Override
    public @Nullable String download(URI uri, OutputStream into) {
        Fetched fetched = exports.download(uri, into);
        if (fetched instanceof Fetched.Failure failure) {
            return failure.reason();
        }
        Fetched.Answer answer = (Fetched.Answer) fetched;
        return answer.ok() ? null : ServerError.words(uri.getAuthority(), answer);
    }

    @Override
    public void close() {
        fetcher.close();
        exports.close();
    }
}
