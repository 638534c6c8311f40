package dev.sigwatch.simulator.network;

/** How a misbehaviour is performed. */
sealed interface Act {

    /** One bad frame in the name of an account that otherwise behaves. */
    record Frame(Forgery forgery, Delivery delivery) implements Act {}

    /** Something the relay does between two frames. */
    record Relay(Delivery delivery) implements Act {}

    /** Something about an account's identity, so that the account's commits earn the verdict. */
    record Identity(Trouble trouble) implements Act {}

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
}
