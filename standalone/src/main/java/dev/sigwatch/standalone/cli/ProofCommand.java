package dev.sigwatch.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.syntax.AtUri;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.RepoPath;
import dev.sigwatch.ingest.IngestOptions;
import dev.sigwatch.notifier.PlainText;
import dev.sigwatch.standalone.trust.EvidenceProof;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "proof",
        header = "Writes a portable proof of a record that was judged, from the evidence kept.",
        description = {
            "The proof is one archive: the signed commit, the tree nodes between it and the record, and the record. Check it with "
                    + "verify-proof.",
            "Exits with 0 if it is written, 3 if there is nothing to prove the record with."
        })
final class ProofCommand implements Callable<Integer> {
    private static final int MOST_REASON = 200;

    private final Terminal terminal;

    @Parameters(paramLabel = "AT-URI", description = "The record, as at://DID/COLLECTION/RKEY.")
    private String uri = "";

    @Option(names = "--out", paramLabel = "F.car", required = true, description = "The file to write.")
    private Path out = Path.of("");

    @Option(names = "--force", description = "Replace the file if there is one.")
    private boolean force;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SqlOptions database;

    ProofCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        AtUri named = AtUri.tryParse(uri).orElseThrow(() -> badUri("it is no AT-URI, as at://DID/COLLECTION/RKEY"));
        Did did = named.did().orElseThrow(() -> badUri("name the account by its DID, not its handle"));
        if (named.collection() == null || named.rkey() == null) {
            throw badUri("it names no record");
        }
        RepoPath path = RepoPath.tryParse(
                        named.collection().value() + "/" + named.rkey().value())
                .orElseThrow(() -> badUri("its collection is not in the form that repositories use"));
        if (Files.exists(out) && !force) {
            throw CommandFailure.usage(
                    "Invalid value for option '--out': " + out + " exists already, and is only replaced with --force");
        }
        try (SqlReader reader = database.open()) {
            prove(reader, did, path);
        }
        return ExitCode.OK.status();
    }

    private void prove(SqlReader reader, Did did, RepoPath path) throws IOException, InterruptedException {
        List<JudgedRecord> rows = JudgedRecord.find(reader, did, path);
        if (rows.isEmpty()) {
            throw nothing("no such record was seen; only io.atcr.* records are kept");
        }
        if (!rows.get(0).isThere()) {
            throw nothing("only its deletion was seen");
        }
        String hindrance = "";
        for (JudgedRecord row : rows) {
            if (!row.isThere()) {
                break;
            }
            for (JudgedRecord.Evidence item : row.evidence(reader, did)) {
                EvidenceProof proof = EvidenceProof.of(
                        item.kind(), row.body(reader, did, item), Cid.parse(row.commit()), path, Cid.parse(row.cid()));
                if (proof.car() != null) {
                    Files.write(out, proof.car());
                    report(reader, did, path, rows, row, proof);
                    return;
                }
                hindrance = hindrance.isEmpty() ? proof.hindrance() : hindrance;
            }
        }
        throw nothing(hindrance.isEmpty() ? "the evidence of it is no longer kept" : hindrance);
    }

    private void report(
            SqlReader reader, Did did, RepoPath path, List<JudgedRecord> rows, JudgedRecord row, EvidenceProof proof)
            throws IOException, InterruptedException {
        String key = row.key(reader, did);
        PrintWriter to = terminal.out();
        int length = proof.car() == null ? 0 : proof.car().length;
        to.println(String.format(Locale.ROOT, "%s: %,d bytes that prove", out, length));
        to.println("  record   at://" + did + "/" + path);
        to.println("  cid      " + row.cid());
        if (proof.isRedacted()) {
            to.println("  contents redacted" + redaction(reader, did, path) + "; the proof is of the hash above");
        }
        to.println("  commit   " + row.commit() + ", rev " + row.rev());
        to.println("  key      " + (key.isEmpty() ? "none was found to judge it against" : key));
        to.println("  verdict  " + row.verdict());
        JudgedRecord later = later(rows, row);
        if (later != null) {
            to.println("  since    " + later.action() + ", rev " + later.rev() + ", " + later.verdict());
        }
        to.println();
        to.println("Anyone can check it with the account's identity, without this data and offline:");
        to.println("  curl -o identity.json " + source(reader, did));
        to.println("  ./sigwatch verify-proof " + out + " --identity identity.json");
    }

    private static String redaction(SqlReader reader, Did did, RepoPath path) throws IOException, InterruptedException {
        String sql = "SELECT toString(toDateTime(redacted_at, 'UTC')) AS at, reason FROM redactions WHERE did = "
                + JudgedRecord.quoted(did.value()) + " AND uri IN ('', "
                + JudgedRecord.quoted("at://" + did + "/" + path) + ") ORDER BY redacted_at DESC LIMIT 1";
        List<JsonNode> rows = JudgedRecord.rows(reader, sql);
        return rows.isEmpty()
                ? ""
                : " " + rows.get(0).path("at").asText() + " UTC: "
                        + PlainText.line(rows.get(0).path("reason").asText(), MOST_REASON);
    }

    /** The newest row, where that is about a later commit. */
    private static @Nullable JudgedRecord later(List<JudgedRecord> rows, JudgedRecord row) {
        JudgedRecord latest = row;
        for (JudgedRecord other : rows) {
            latest = other.rev().compareTo(latest.rev()) > 0 ? other : latest;
        }
        return latest.equals(row) ? null : latest;
    }

    /** Where the identity was had from. */
    private static String source(SqlReader reader, Did did) throws IOException, InterruptedException {
        String sql = "SELECT source FROM identity_operations WHERE did = " + JudgedRecord.quoted(did.value())
                + " AND kind IN ('plc-audit-log', 'did-document') AND source != ''"
                + " ORDER BY kind = 'plc-audit-log' DESC, observed_at DESC LIMIT 1";
        List<JsonNode> rows = JudgedRecord.rows(reader, sql);
        return rows.isEmpty()
                ? IngestOptions.PUBLIC_PLC + "/" + did + "/log/audit"
                : rows.get(0).path("source").asText();
    }

    private CommandFailure nothing(String why) {
        return new CommandFailure(ExitCode.UNPROVEN, uri + " cannot be proven: " + why);
    }

    private static CommandFailure badUri(String why) {
        return CommandFailure.usage("Invalid value for parameter 'AT-URI': " + why);
    }
}
