package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.alert.Detector;
import java.util.List;

/** All rules that are recognized in what is concluded of a DID, one class each. */
public final class Detectors {
    /** In the order of their ids. */
    public static final List<Detector> ALL = List.of();

    private Detectors() {}
}
