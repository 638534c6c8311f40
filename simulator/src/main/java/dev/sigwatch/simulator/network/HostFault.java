package dev.sigwatch.simulator.network;

/** A way in which a personal data server hands out one account's export other than it should. */
@FunctionalInterface
interface HostFault {
    /** An honest server. */
    HostFault NONE = (honest, request) -> HostAnswer.car(honest);

    /**
     * Gives the answer.
     *
     * @param honest the export an honest server would give
     * @param request 1 for the first request for this account's export, one more for each
     */
    HostAnswer answer(Export honest, int request);
}
