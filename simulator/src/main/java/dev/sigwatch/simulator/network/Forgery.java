package dev.sigwatch.simulator.network;

/** Makes one bad frame. The repository goes on as if it had never been sent. */
@FunctionalInterface
interface Forgery {
    byte[] frame(Scene scene);
}
