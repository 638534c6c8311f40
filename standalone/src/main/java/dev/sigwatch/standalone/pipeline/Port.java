package dev.sigwatch.standalone.pipeline;

import dev.sigwatch.standalone.data.FreePort;

/**
 * A TCP port as wished for.
 *
 * @param number 1 to 65535, or 0 for any free one
 * @param asked whether a person named it: then another one will not do
 */
public record Port(int number, boolean asked) {
    /** Any free port. */
    public static final Port ANY = new Port(0, false);

    /** The port to open: a default that is taken gives way to a free one. */
    int choose() {
        return asked && number != 0 ? number : FreePort.near(FreePort.choose(number));
    }
}
