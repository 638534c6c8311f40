package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.crypto.PrivateKey;
import java.net.URI;

/**
 * A personal data server: where accounts live, and the rotation key it holds for all of them.
 *
 * @param origin as DID documents name it
 */
record Host(URI origin, Hosting hosting, PrivateKey rotationKey) {

    Host at(URI other) {
        return new Host(other, hosting, rotationKey);
    }
}
