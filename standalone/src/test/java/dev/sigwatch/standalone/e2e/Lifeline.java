package dev.sigwatch.standalone.e2e;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs a program that knows nothing of its parent, and ends it when the parent is gone, however it went: the parent holds the
 * other end of standard input and never writes to it.
 */
final class Lifeline {
    /** Told nowhere: nobody is left to read it. */
    private static final int ORPHANED = 70;

    private Lifeline() {}

    /** @param args the program's class, then its arguments */
    public static void main(String[] args) throws ReflectiveOperationException {
        Thread watch = new Thread(Lifeline::endWithParent, "lifeline");
        watch.setDaemon(true);
        watch.start();
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            e.getCause().printStackTrace();
            System.exit(1);
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever said; only the end matters.
            }
        } catch (IOException e) {
            // The same as an end.
        }
        Runtime.getRuntime().halt(ORPHANED);
    }
}
