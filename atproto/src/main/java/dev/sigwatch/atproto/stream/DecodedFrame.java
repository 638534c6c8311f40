package dev.sigwatch.atproto.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a frame turned out to be: an event, or the reasons why there is none, with whatever could be read on the way.
 *
 * @param event null where a problem stands in its way
 * @param type the header's {@code t}, empty where unreadable or absent
 * @param seq -1 where unreadable or absent
 * @param did {@code repo} or {@code did} as text, possibly invalid, empty where unreadable or absent
 * @param rev as text, possibly invalid, empty where unreadable or absent
 * @param problems what is wrong, in order of discovery; {@link FrameProblem#NON_CANONICAL} alone leaves an event
 */
public record DecodedFrame(
        @Nullable RepoEvent event, String type, long seq, String did, String rev, List<Problem> problems) {

    /** One problem, with the field or rule it concerns. */
    public record Problem(FrameProblem kind, String detail) {}
}
