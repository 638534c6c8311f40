package dev.sigwatch.standalone.trust;

import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Handle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An account as a person names it.
 *
 * @param did null if it is named by its handle
 * @param handle null if it is named by its DID
 */
public record Account(@Nullable Did did, @Nullable Handle handle) {
    private static final String PLC = "did:plc:";

    /** Reads a DID or a handle, the latter perhaps with {@code @} or {@code at://} before it; empty if the text is neither. */
    public static Optional<Account> tryParse(String text) {
        String name = text.startsWith("at://") ? text.substring("at://".length()) : text;
        if (name.startsWith("did:")) {
            return Did.tryParse(name)
                    .filter(did -> did.isPlc() || !name.startsWith(PLC))
                    .map(did -> new Account(did, null));
        }
        return Handle.tryParse(name.startsWith("@") ? name.substring(1) : name)
                .map(handle -> new Account(null, handle));
    }
}
