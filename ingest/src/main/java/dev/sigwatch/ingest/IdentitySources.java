package dev.sigwatch.ingest;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is asked about identities.
 *
 * @param plc the PLC directory whose answers keys are judged by
 * @param witnesses directories that should say the same
 * @param doh a resolver for DNS over HTTPS, in the place of name servers
 * @param dns {@code HOST[:PORT]} of a name server, in the place of the system's
 */
public record IdentitySources(URI plc, List<URI> witnesses, Optional<URI> doh, Optional<String> dns) {

    /** All directories, the first one first. */
    public List<URI> directories() {
        List<URI> all = new ArrayList<>(witnesses.size() + 1);
        all.add(plc);
        all.addAll(witnesses);
        return List.copyOf(all);
    }

    /** Whether the operator says where names are to be looked up. */
    public boolean hasOwnNames() {
        return doh.isPresent() || dns.isPresent();
    }
}
