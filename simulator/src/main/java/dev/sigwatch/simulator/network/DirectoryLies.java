package dev.sigwatch.simulator.network;

import java.util.Collections;

/**
 * What a directory may tell that it did not tell before, of accounts that have changed something. Each lie is announced with an
 * {@code #identity}, so that somebody looks. The second directory stays honest.
 */
public final class DirectoryLies {
    private final Stage stage;
    private final Registrar registrar;

    DirectoryLies(Stage stage, Registrar registrar) {
        this.stage = stage;
        this.registrar = registrar;
    }

    /** The newest operation is gone. */
    public SentFrame drop(SimulatedAccount account) {
        return pretend(account, account.identity().rewritten(entries -> entries.remove(entries.size() - 1)));
    }

    /** The newest operation says something else, and goes by its old name. */
    public SentFrame alter(SimulatedAccount account) {
        int last = account.identity().entries().size() - 1;
        return pretend(
                account,
                account.identity()
                        .with(last, entry -> entry.withJson(entry.json().replace(account.handle(), "seized.test"))));
    }

    /** The two newest operations have changed places. */
    public SentFrame reorder(SimulatedAccount account) {
        int last = account.identity().entries().size() - 1;
        return pretend(account, account.identity().rewritten(entries -> Collections.swap(entries, last - 1, last)));
    }

    /** The log is as it was, and the document names a key that no operation has set. */
    public SentFrame showAnotherDocument(SimulatedAccount account) {
        PlcIdentity shown = account.identity()
                .changed(
                        state -> state.withSigningKey(registrar.nextKey(account).publicKey()),
                        account.rotationKey(),
                        registrar.now());
        registrar.pretend(account, account.identity(), shown);
        return stage.announceIdentity(account);
    }

    /** The truth again. */
    public SentFrame recant(SimulatedAccount account) {
        return pretend(account, account.identity());
    }

    private SentFrame pretend(SimulatedAccount account, PlcIdentity told) {
        registrar.pretend(account, told, told);
        return stage.announceIdentity(account);
    }
}
