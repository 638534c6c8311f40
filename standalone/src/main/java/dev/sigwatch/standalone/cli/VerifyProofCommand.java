package dev.sigwatch.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.standalone.trust.IdentityReader;
import dev.sigwatch.standalone.trust.ProofJudge;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify-proof",
        header = "Checks a portable proof of a record, offline.",
        description = {
            "Such a proof is what 'sigwatch proof' writes and com.atproto.sync.getRecord answers with: a signed commit, the tree "
                    + "nodes between it and the record, and the record.",
            "Exits with 0 if the record is proven, 1 if a check failed, 2 if the proof cannot be read, 3 if something could not "
                    + "be checked."
        })
final class VerifyProofCommand implements Callable<Integer> {
    /** A record of 1 MB and the nodes of a deep tree, with room. */
    private static final int MAX_PROOF = 16 << 20;

    @Parameters(paramLabel = "F.car", description = "The proof.")
    private Path proof = Path.of("");

    @Option(
            names = "--identity",
            paramLabel = "FILE",
            required = true,
            description =
                    "The account's DID document, or its audit log as a PLC directory serves it at /DID/log/audit.")
    private Path identity = Path.of("");

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private TrustOutput output;

    @Override
    public Integer call() {
        byte[] car = GivenFile.read(proof, MAX_PROOF);
        byte[] given = GivenFile.read(identity, IdentityReader.MAX_BYTES);
        ProofJudge.ProofConclusion judged = new ProofJudge(output.trail(), SignatureVerifiers.best()).judge(car, given);
        ArrayNode proven = JsonNodeFactory.instance.arrayNode();
        judged.records().forEach(record -> proven.addObject()
                .put("uri", "at://" + judged.conclusion().did() + "/" + record.path())
                .put("cid", record.cid().toString()));
        output.conclude(judged.conclusion(), proven);
        return TrustOutput.exitCode(judged.conclusion().verdict(), ExitCode.UNREADABLE)
                .status();
    }
}
