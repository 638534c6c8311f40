package dev.sigwatch.simulator.life;

/** What somebody who looks on can do meanwhile. */
public final class Reception {
    private final Agenda agenda;
    private final Resolving resolving;

    Reception(Agenda agenda, Resolving resolving) {
        this.agenda = agenda;
        this.resolving = resolving;
    }

    /** Has the directory asked about a DID; the answer is told. */
    public void ask(String did) {
        resolving.ask(did);
    }

    /** The present, in microseconds since the epoch. */
    public long now() {
        return agenda.now();
    }

    /** Has something happen after so many microseconds. */
    public void later(long micros, Runnable what) {
        agenda.at(agenda.now() + micros, what);
    }
}
