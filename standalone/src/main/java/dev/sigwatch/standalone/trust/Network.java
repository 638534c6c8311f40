package dev.sigwatch.standalone.trust;

import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Handle;
import dev.sigwatch.ingest.identity.IdentityDirectory;
import java.io.OutputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Whom a chain of trust has to ask. */
interface Network {
    /** Whose a handle is. */
    Found<Did> resolve(Handle handle);

    /** What a DID's identity is. */
    IdentityDirectory.Lookup lookup(Did did);

    /**
     * Takes what a server exports.
     *
     * @return why there is none, one line; null if there is
     */
    @Nullable
    String download(URI uri, OutputStream into);
}
