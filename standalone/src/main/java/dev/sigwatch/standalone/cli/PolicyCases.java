package dev.sigwatch.standalone.cli;

import static dev.sigwatch.standalone.cli.JudgedRecord.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.policy.TrustQuestion;
import dev.sigwatch.standalone.image.ImageReference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds who published an image, and how that was judged, as of a time. */
final class PolicyCases {
    /** Publishers of one digest, and what a tag names if several records claim to be it: as many as anybody reads. */
    private static final int MOST = 20;

    private static final int MOST_ROWS = 1_000;

    private static final String GONE = "('delete', 'vanished')";

    private final SqlReader reader;
    private final String registry;
    private final String until;

    /**
     * @param registry as the image's name was given
     * @param at microseconds since the epoch
     */
    PolicyCases(SqlReader reader, String registry, long at) {
        this.reader = reader;
        this.registry = registry;
        this.until = "fromUnixTimestamp64Micro(toInt64(" + at + "), 'UTC')";
    }

    /**
     * The images meant. One that is named by its account's DID and was never seen is one that nothing vouches for.
     *
     * @throws CommandFailure where it is not known whose image is meant
     */
    List<PolicyCase> find(ImageReference named) throws IOException, InterruptedException {
        if (named.isDigestOnly()) {
            List<PolicyCase> cases = published("digest = " + quoted(named.digest()), named.digest(), "");
            if (cases.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.UNPROVEN, "nobody who was watched published " + named.digest() + " by then");
            }
            return cases;
        }
        String did = named.isByDid() ? named.account() : owner(named.account());
        List<PolicyCase> cases = new ArrayList<>();
        for (String digest : named.digest().isEmpty() ? tagged(did, named) : List.of(named.digest())) {
            cases.addAll(
                    published("digest = " + quoted(digest) + " AND did = " + quoted(did), digest, named.repository()));
        }
        return cases.isEmpty() ? List.of(unknown(did, named)) : cases;
    }

    /** Whose a handle was: its newest verified one. */
    private String owner(String handle) throws IOException, InterruptedException {
        List<JsonNode> rows = rows("SELECT did FROM record_rows WHERE handle = " + quoted(handle)
                + " AND handle_verified AND received_at <= " + until + " ORDER BY received_at DESC LIMIT 1");
        if (rows.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.UNPROVEN,
                    "no account that was watched had the handle " + handle
                            + ", verified, by then: name the account by its DID");
        }
        return text(rows.get(0), "did");
    }

    private List<String> tagged(String did, ImageReference named) throws IOException, InterruptedException {
        return rows("SELECT DISTINCT digest FROM tag_history WHERE did = " + quoted(did) + " AND repository = "
                        + quoted(named.repository()) + " AND tag = " + quoted(named.tag())
                        + " AND digest != '' AND valid_from <= "
                        + until + " AND (valid_to IS NULL OR valid_to > " + until + ") LIMIT " + MOST)
                .stream()
                .map(row -> text(row, "digest"))
                .toList();
    }

    /**
     * One for each account and repository. What vouches for an image is its manifest's best write: one that was verified before, and is
     * now overwritten with what does not count, still does.
     *
     * @param only the repository meant, empty for any
     */
    private List<PolicyCase> published(String which, String digest, String only)
            throws IOException, InterruptedException {
        String sql = "SELECT did, repository, handle, handle_verified, collection, verdict, commit_cid, rev, origin, "
                + "toUnixTimestamp64Micro(received_at) AS at, frame_partition AS p, toString(frame_offset) AS o FROM ("
                + "SELECT * EXCEPT (record, digest), if(collection = 'io.atcr.tag' AND target_digest != '', target_digest, digest) AS digest"
                + " FROM records WHERE collection IN ('io.atcr.manifest', 'io.atcr.tag') AND action NOT IN " + GONE
                + " AND received_at <= " + until + ") WHERE " + which
                + " ORDER BY collection, verdict = 'VERIFIED' DESC, verdict = 'UNPROVEN' DESC, received_at DESC LIMIT "
                + MOST_ROWS;
        Map<String, List<JsonNode>> byAccount = rows(sql).stream()
                .collect(Collectors.groupingBy(row -> text(row, "did"), LinkedHashMap::new, Collectors.toList()));
        List<PolicyCase> cases = new ArrayList<>();
        for (List<JsonNode> writes : byAccount.values()) {
            // Manifests come first.
            JsonNode best = writes.get(0);
            Proof evidence = evidence(best);
            List<String> repositories = writes.stream()
                    .map(row -> text(row, "repository"))
                    .distinct()
                    .toList();
            for (String repository : repositories) {
                if ((only.isEmpty() || only.equals(repository)) && cases.size() < MOST) {
                    cases.add(seen(writes, best, repository, digest, evidence));
                }
            }
        }
        return cases;
    }

    private PolicyCase seen(List<JsonNode> writes, JsonNode best, String repository, String digest, Proof evidence) {
        JsonNode newest = writes.stream()
                .reduce((one, other) ->
                        one.path("at").asLong() >= other.path("at").asLong() ? one : other)
                .orElse(best);
        return new PolicyCase(
                registry,
                text(best, "did"),
                text(newest, "handle"),
                newest.path("handle_verified").asBoolean(),
                repository,
                digest,
                evidence,
                text(best, "commit_cid"),
                text(best, "rev"),
                best.path("at").asLong(),
                "");
    }

    private PolicyCase unknown(String did, ImageReference named) {
        return new PolicyCase(
                registry,
                did,
                named.isByDid() ? "" : named.account(),
                !named.isByDid(),
                named.repository(),
                named.digest(),
                Proof.NONE,
                "",
                "",
                null,
                "nothing was seen of it by then, so that nothing vouches for it");
    }

    /** As {@code TrustQuestion.evidence} has it; a commit that is unproven for a gap before it is signed all the same. */
    private Proof evidence(JsonNode row) throws IOException, InterruptedException {
        return switch (Verdict.valueOf(text(row, "verdict"))) {
            case VERIFIED -> Proof.PASS;
            case VIOLATION, MALFORMED -> Proof.FAIL;
            case NOTICE -> Proof.NONE;
            case UNPROVEN -> lines(row);
        };
    }

    private Proof lines(JsonNode row) throws IOException, InterruptedException {
        String did = " WHERE did = " + quoted(text(row, "did"));
        String sql = text(row, "origin").equals("frame")
                ? "verdicts" + did + " AND frame_partition = " + row.path("p").asInt() + " AND frame_offset = "
                        + Long.parseLong(text(row, "o"))
                : "exports" + did + " AND commit_cid = " + quoted(text(row, "commit_cid")) + " ORDER BY judged_at DESC";
        List<JsonNode> rows = rows("SELECT signature, tree FROM " + sql + " LIMIT 1");
        if (rows.isEmpty()) {
            return Proof.UNPROVEN;
        }
        Proof signature = proof(rows.get(0), "signature");
        return signature == Proof.PASS && proof(rows.get(0), "tree") == Proof.UNPROVEN ? Proof.UNPROVEN : signature;
    }

    private static Proof proof(JsonNode row, String line) {
        return Proof.valueOf(text(row, line).toUpperCase(Locale.ROOT));
    }

    private List<JsonNode> rows(String sql) throws IOException, InterruptedException {
        return JudgedRecord.rows(reader, sql);
    }

    private static String text(JsonNode row, String name) {
        return row.path(name).asText();
    }

    /** The registry that a name begins with, the usual one where it begins with the account. */
    static String registry(String image) {
        int slash = image.indexOf('/');
        String first = slash < 0 ? "" : image.substring(0, slash);
        boolean isAccount = first.isEmpty()
                || first.startsWith("did:")
                || ImageReference.tryParse(image.substring(slash + 1)).isEmpty();
        return isAccount ? TrustQuestion.REGISTRY : first;
    }
}
