package dev.sigwatch.standalone.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * SIGINT and SIGTERM as a request to stop. A second one ends the process at once.
 *
 * <p>Shutdown hooks would not do: those of Kafka, Flink and the logger run at the same time as ours and take away what an
 * ordered stop still needs. The JDK's signal class is reached by reflection because javac warns of its name unconditionally.
 */
final class Signals {
    /** What shells report for a process ended by SIGINT. */
    private static final int INTERRUPTED_STATUS = 130;

    private final CountDownLatch asked = new CountDownLatch(1);

    /** Takes the two signals over for the rest of the process's life; where the platform has none, the default stays. */
    static Signals install() {
        Signals signals = new Signals();
        AtomicBoolean first = new AtomicBoolean(true);
        Runnable handler = () -> {
            if (!first.getAndSet(false)) {
                Runtime.getRuntime().halt(INTERRUPTED_STATUS);
            }
            signals.asked.countDown();
        };
        handle("INT", handler);
        handle("TERM", handler);
        return signals;
    }

    /** Waits for a request to stop. */
    void await() throws InterruptedException {
        asked.await();
    }

    /**
     * Waits for a request to stop.
     *
     * @return false if the time was over first
     */
    boolean await(long millis) throws InterruptedException {
        return asked.await(millis, TimeUnit.MILLISECONDS);
    }

    private static void handle(String name, Runnable handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            handler.run();
                            return null;
                        }
                        return ofObject(self, method, arguments);
                    });
            signal.getMethod("handle", signal, handlerType)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            // Not this platform's; the JVM's own handling then ends the process.
            return;
        }
    }

    private static Object ofObject(Object self, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> self == arguments[0];
            default -> "sigwatch signal handler";
        };
    }
}
