package dev.sigwatch.simulator.network;

/** A way in which the directory answers about one DID other than it should. */
@FunctionalInterface
interface DirectoryFault {
    /** An honest directory. */
    DirectoryFault NONE = (honest, request) -> honest;

    /**
     * Gives the answer.
     *
     * @param honest what an honest directory would say
     * @param request 1 for the first request about this DID, one more for each
     */
    DirectoryAnswer answer(DirectoryAnswer honest, int request);
}
