package dev.sigwatch.ingest;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.ingest.stream.RelayUrl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which streams are read, as text, unchecked.
 *
 * @param relays URLs or host names
 * @param pds the same, of hosts whose streams are known to be their own accounts'
 * @param cursor where to begin on one not read before, 0 for all it still has; -1 to begin live
 */
public record StreamOptions(List<String> relays, List<String> pds, long cursor) {
    /** The relay read where none is named. */
    public static final String PUBLIC_RELAY = "relay1.us-east.bsky.network";

    private static final int MAX_STREAMS = 16;

    /** The public relay, live. */
    public static StreamOptions defaults() {
        return new StreamOptions(List.of(PUBLIC_RELAY), List.of(), -1);
    }

    /** Checks them, adding every problem. */
    List<RelayUrl> check(List<String> problems) {
        List<RelayUrl> urls = new ArrayList<>();
        Set<String> hosts = new HashSet<>();
        relays.forEach(relay -> parse(problems, "--relay", relay, hosts, urls));
        List<RelayUrl> direct = new ArrayList<>();
        pds.forEach(host -> parse(problems, "--pds", host, hosts, direct));
        direct.forEach(url -> urls.add(url.asDirect()));
        if (relays.size() + pds.size() > MAX_STREAMS) {
            problems.add(
                    "number of --relay and --pds " + (relays.size() + pds.size()) + ": must be 0 to " + MAX_STREAMS);
        }
        return urls;
    }

    private static void parse(
            List<String> problems, String option, String text, Set<String> hosts, List<RelayUrl> urls) {
        try {
            RelayUrl url = RelayUrl.parse(text);
            if (!hosts.add(url.host())) {
                problems.add(option + " " + text + ": given twice");
            }
            urls.add(url);
        } catch (MalformedException e) {
            problems.add(option + ": " + e.rule());
        }
    }
}
