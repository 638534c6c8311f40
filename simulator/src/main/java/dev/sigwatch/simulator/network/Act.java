package dev.sigwatch.simulator.network;

/** How a misbehaviour is performed. */
sealed interface Act {

    /** One bad frame in the name of an account that otherwise behaves. */
    record Frame(Forgery forgery, Delivery delivery) implements Act {}

    /** Something the relay does between two frames. */
    record Relay(Delivery delivery) implements Act {}

    /** Something about an account's identity, so that the account's commits earn the verdict. */
    record Identity(Trouble trouble) implements Act {}

    /**
     * Several frames in the name of an account.
     *
     * @param lasting whether the account's later commits cannot be proven either
     */
    record Story(Plot plot, boolean lasting) implements Act {}

    /**
     * Something about the export of an account that was there before the stream, so that its commits earn the verdict.
     *
     * @param stalls whether who asks is kept waiting, so that the account must live where nobody else does
     */
    record Export(HostTrouble trouble, boolean stalls) implements Act {}

    /** Gets one account's identity into trouble before its first commit. */
    @FunctionalInterface
    interface Trouble {
        /**
         * Makes the account.
         *
         * @param handle of the account to be made
         */
        SimulatedAccount account(Registrar registrar, String handle);
    }

    /** Plays several frames. */
    @FunctionalInterface
    interface Plot {
        /** Plays them all, and returns the one that earns the verdict. */
        SentFrame play(Scene scene);
    }

    /** Says what is the matter with an account's host. */
    @FunctionalInterface
    interface HostTrouble {
        HostFault fault(Registrar registrar);
    }
}
