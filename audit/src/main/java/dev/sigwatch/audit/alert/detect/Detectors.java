package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.alert.Detector;
import java.util.List;

/**
 * All rules that are recognized in what is concluded of a DID, one class each. What no DID's signals tell is made elsewhere: K12 and S6
 * of the policy by {@code alert.PolicyAlerts}, S1 and S3 of the system's own reports.
 */
public final class Detectors {
    /** In the order of their ids. */
    public static final List<Detector> ALL = List.of(
            new InvalidSignature(),
            new SupersededKey(),
            new SignatureEncoding(),
            new Unverifiable(),
            new TreeMismatch(),
            new ChainBreak(),
            new RevRegression(),
            new Equivocation(),
            new WrongHost(),
            new BadStructure(),
            new SigningKeyChanged(),
            new RotationKeysChanged(),
            new TakeoverPattern(),
            new Nullified(),
            new InvalidOperation(),
            new HistoryRewritten(),
            new ResolverSplit(),
            new DidWebChanged(),
            new Deactivated(),
            new RevokedKeyUsed(),
            new SharedKey(),
            new IdentityEventStorm(),
            new DigestUnbound(),
            new ManifestRewritten(),
            new TagMovedBack(),
            new UntrustedPublisher(),
            new FirstSeen(),
            new VerdictRevised());

    private Detectors() {}
}
