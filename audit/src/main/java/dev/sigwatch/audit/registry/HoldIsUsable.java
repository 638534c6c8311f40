package dev.sigwatch.audit.registry;

import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Handle;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A manifest names the storage service that has its layers: by a DID that ATProto resolves or, in old records, by a URL.
 *
 * @see <a href="https://atproto.com/specs/did#blessed-did-methods">DID methods</a>
 */
final class HoldIsUsable implements RecordCheck {
    private static final String WEB = "did:web:";
    private static final String LOCALHOST = "localhost";

    /** A port's colon, as did:web writes it. */
    private static final String PORT = "%3a";

    @Override
    public void check(RegistryRecord record, Consumer<Finding> findings) {
        if (record.isIn(Nsids.MANIFEST)) {
            String fault = fault(record.text("holdDid"), record.text("holdEndpoint"));
            if (fault != null) {
                findings.accept(FindingCode.NO_HOLD.found(fault));
            }
        }
    }

    private static @Nullable String fault(String did, String endpoint) {
        if (!did.isEmpty()) {
            return isUsable(did) ? null : "holdDid " + Quoted.text(did);
        }
        if (endpoint.isEmpty()) {
            return "neither holdDid nor holdEndpoint";
        }
        return TextFormat.URL.fits(endpoint) ? null : "holdEndpoint " + Quoted.text(endpoint);
    }

    private static boolean isUsable(String text) {
        return Did.tryParse(text).isPresent() && (new Did(text).isPlc() || isHost(text));
    }

    /** A did:web of a host name, without a path; of localhost with a port, too. */
    private static boolean isHost(String did) {
        if (!did.startsWith(WEB)) {
            return false;
        }
        String host = did.substring(WEB.length());
        return host.equals(LOCALHOST)
                || host.toLowerCase(Locale.ROOT).startsWith(LOCALHOST + PORT)
                || Handle.tryParse(host).isPresent();
    }
}
