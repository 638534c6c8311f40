package dev.sigwatch.standalone.explain;

import dev.sigwatch.audit.alert.Rule;
import java.util.List;

/** What to do about an alert of a rule, in the order in which to do it. */
final class Advice {
    private Advice() {}

    static List<String> of(Rule rule) {
        return switch (rule) {
            case K3 ->
                List.of(
                        "Ask the publisher, by a way that does not lead through this account: did you move, and change these keys?",
                        "If not: stop deploying this publisher's images now, and treat every image listed above as hostile.",
                        "The publisher signs a recovery operation with a stronger rotation key before the time above is over: that brings "
                                + "keys, handle and server back. Sigwatch then judges the commits in between again.",
                        "If it was planned: write it into the file of expected changes, so that nobody is woken next time.");
            case K1, K2, K8, K9 ->
                List.of(
                        "Ask the publisher whether this was planned, by a way that does not lead through this account.",
                        "If not, hold deployments of its images back until it is settled; before the time above is over, it can be undone.",
                        "If it was planned: write it into the file of expected changes.");
            case K4, R9 ->
                List.of(
                        "A recovery undid operations: what was signed in between is not the owner's. Look at the commits listed above, and "
                                + "replace what was deployed from them.",
                        "Ask the publisher whether the recovery was theirs.");
            case K5, K6, K7 ->
                List.of(
                        "The directory contradicts its rules, itself, or another directory. Both copies are kept as evidence.",
                        "Hold changes of this account back, and report it to whoever runs the directory, with the evidence.");
            case K10, C1, C2, C5, C8 ->
                List.of(
                        "Do not deploy what these commits published: sigwatch alerts and records name the images.",
                        "Tell the publisher and whoever runs its server; the evidence proves it to both without trusting us.");
            case R1, R3 ->
                List.of(
                        "Do not deploy this digest until it is explained: sigwatch image DIGEST shows what was signed, when, and by which key.",
                        "Ask the publisher; an image's record has no honest reason to change, and none to contradict itself.");
            case R4 ->
                List.of(
                        "Ask the publisher whether the tag was meant to go back: an old image may have holes that were closed since.",
                        "Deploy by digest meanwhile; sigwatch image NAME:TAG shows what the tag named when.");
            case R6 ->
                List.of(
                        "Nothing is wrong by itself. See that this is the publisher you think it is: the handle, and since when.");
            case C9 ->
                List.of(
                        "Find out why another server sends this account's commits; the account's own server is named above.");
            case K11 -> List.of("Ask the publishers why they share a key: who has it can publish in the name of each.");
            case K12 -> List.of("Renew the entry of the watchlist or of the trust policy, or take it out.");
            case R5 ->
                List.of(
                        "Find out whether anything runs this image; where the policy is enforced, nothing new will.",
                        "If the publisher is to be trusted, write it into the trust policy, and try that before: sigwatch policy test --policy "
                                + "FILE --image NAME.",
                        "If not, find out who meant to use the image, and by which name.");
            case S6 -> List.of("Make sure that whoever edited the file was allowed to.");
            case S1, S3 -> List.of("See to the part named above; nothing is lost as long as Kafka keeps it.");
            case C3, C4, C6, C7, C10, K13 ->
                List.of("Nothing is proven against anybody. If it lasts, ask whoever runs the account's server.");
        };
    }
}
