package dev.sigwatch.ingest.scope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sigwatch.ingest.fetch.Fetched;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Fills the publisher set from a host's {@code com.atproto.sync.listReposByCollection}.
 *
 * @see <a href="https://docs.bsky.app/docs/api/com-atproto-sync-list-repos-by-collection">The method</a>
 */
public final class PublisherSeeder {
    /**
     * Collections that make a publisher: one of these is written early by everyone who pushes an image, and by every hold.
     */
    static final List<String> COLLECTIONS = List.of(
            "io.atcr.manifest",
            "io.atcr.tag",
            "io.atcr.repo.page",
            "io.atcr.sailor.profile",
            "io.atcr.sailor.star",
            "io.atcr.hold.captain");

    /** DIDs per page, the method's largest. */
    static final int PAGE = 2_000;
    /** Most pages of one collection: as many as fill the set. */
    static final int MAX_PAGES = PublisherSet.MAX_PUBLISHERS / PAGE;

    private static final int MAX_CURSOR = 4_096;
    private static final int JSON_DEPTH = 16;
    private static final ObjectMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(JSON_DEPTH)
                            .build())
                    .build())
            .build();

    private final URI origin;
    private final Function<URI, Fetched> fetch;
    private final Predicate<List<String>> learn;

    /**
     * @param origin the host's HTTP origin
     * @param fetch does one GET
     * @param learn takes a page of DIDs, unchecked; false if it cannot now
     */
    public PublisherSeeder(URI origin, Function<URI, Fetched> fetch, Predicate<List<String>> learn) {
        this.origin = origin;
        this.fetch = fetch;
        this.learn = learn;
    }

    /** Lists every collection once, handing on each page as it comes. */
    public SeedState seed() {
        int found = 0;
        for (String collection : COLLECTIONS) {
            String cursor = "";
            for (int page = 0; page < MAX_PAGES; page++) {
                Fetched fetched = fetch.apply(pageUri(collection, cursor));
                if (fetched instanceof Fetched.Failure failure) {
                    return new SeedState(SeedState.Phase.FAILED, found, failure.reason());
                }
                Fetched.Answer answer = (Fetched.Answer) fetched;
                if (!answer.ok()) {
                    return refused(answer, found);
                }
                try {
                    Page read = Page.read(answer.body());
                    if (!learn.test(read.dids)) {
                        return new SeedState(SeedState.Phase.FAILED, found, "the log does not take publishers now");
                    }
                    found += read.dids.size();
                    if (read.cursor.isEmpty() || read.dids.isEmpty() || read.cursor.equals(cursor)) {
                        break;
                    }
                    cursor = read.cursor;
                } catch (IOException e) {
                    return new SeedState(SeedState.Phase.FAILED, found, origin.getAuthority() + ": " + e.getMessage());
                }
            }
        }
        return new SeedState(SeedState.Phase.DONE, found, "");
    }

    private SeedState refused(Fetched.Answer answer, int found) {
        boolean absent = answer.status() == 404 || answer.status() == 501;
        return new SeedState(
                absent ? SeedState.Phase.NOT_OFFERED : SeedState.Phase.FAILED,
                found,
                origin.getAuthority() + " answers listReposByCollection with HTTP " + answer.status());
    }

    private URI pageUri(String collection, String cursor) {
        String query = "collection=" + collection + "&limit=" + PAGE
                + (cursor.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
        return origin.resolve("/xrpc/com.atproto.sync.listReposByCollection?" + query);
    }

    private record Page(List<String> dids, String cursor) {
        static Page read(byte[] body) throws IOException {
            JsonNode root;
            try {
                root = JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new IOException("the listing is not JSON");
            }
            JsonNode repos = root.path("repos");
            if (!repos.isArray()) {
                throw new IOException("the listing has no repos");
            }
            List<String> dids = new ArrayList<>();
            for (JsonNode repo : repos) {
                dids.add(repo.path("did").asText());
            }
            String cursor = root.path("cursor").asText("");
            return new Page(dids, cursor.length() > MAX_CURSOR ? "" : cursor);
        }
    }
}
