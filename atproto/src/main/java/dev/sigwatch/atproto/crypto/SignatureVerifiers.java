package dev.sigwatch.atproto.crypto;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes verifiers. The caller makes one at start and keeps it: loading the native libraries takes a fraction of a second. */
public final class SignatureVerifiers {
    /** Characters kept of a library's own words, so that a log line stays a line. */
    private static final int MAX_HINDRANCE = 160;

    private SignatureVerifiers() {}

    /**
     * The fastest verifier that works here: libsecp256k1 for K-256 and AWS-LC for P-256 where the platform has them and they tell
     * a good signature from a bad one, Bouncy Castle for the rest. {@link SignatureVerifier#name()} tells what was taken, and
     * what hindered the faster one.
     */
    public static SignatureVerifier best() {
        return new StrictVerifier(
                choose(Curve.K256, "libsecp256k1", Libsecp256k1Verifier::new),
                choose(Curve.P256, "AWS-LC", AwsLcVerifier::new));
    }

    /** The portable verifier: Bouncy Castle for both curves. */
    public static SignatureVerifier bouncyCastle() {
        Choice choice = new Choice(new BouncyCastleVerifier(), null);
        return new StrictVerifier(choice, choice);
    }

    /** A curve's library, and why a faster one was not taken; null if there is none. */
    record Choice(CurveVerifier verifier, @Nullable String hindrance) {
        @Override
        public String toString() {
            return hindrance == null ? verifier.name() : verifier.name() + " (" + hindrance + ")";
        }
    }

    static Choice choose(Curve curve, String library, Supplier<CurveVerifier> candidate) {
        try {
            CurveVerifier verifier = candidate.get();
            Probe.of(curve).check(verifier);
            return new Choice(verifier, null);
        } catch (RuntimeException | LinkageError hindrance) {
            // A missing jar, a platform without the library and a broken one all arrive here, in shapes the libraries
            // do not document.
            return new Choice(new BouncyCastleVerifier(), "no " + library + ": " + oneLine(hindrance));
        }
    }

    private static String oneLine(Throwable cause) {
        String text = cause.toString().replaceAll("\\s+", " ");
        return text.length() <= MAX_HINDRANCE ? text : text.substring(0, MAX_HINDRANCE) + "…";
    }
}
