package dev.sigwatch.atproto.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.Vectors;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.CommitReader;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Real commits of a production account: what others signed verifies here. */
class RelayScenarioTest {
    private final SignatureVerifier verifier = SignatureVerifiers.bouncyCastle();

    @Test
    void everyCommitOfThePostLifecycleVerifies() {
        assertThat(verified("post_lifecycle.json")).isEqualTo(6);
    }

    @Test
    void legacyCommitsVerifyToo() {
        assertThat(verified("post_lifecycle_legacy.json")).isEqualTo(6);
    }

    private int verified(String file) {
        JsonNode scenario = Vectors.json("indigo/relay-scenarios/" + file);
        PublicKey key = PublicKey.parseMultikey(scenario.at("/accounts/0/identity/keys/atproto/publicKeyMultibase")
                .asText());
        int verified = 0;
        for (JsonNode message : scenario.path("messages")) {
            JsonNode body = message.at("/frame/body");
            if (message.at("/frame/header/t").asText().equals("#commit")) {
                Commit commit = commit(body);
                assertThat(verifier.verify(key, commit.digest(), commit.signature()))
                        .as(file + " seq " + body.path("seq"))
                        .isTrue();
                assertThat(commit.rev().value()).isEqualTo(body.path("rev").asText());
                verified++;
            }
        }
        System.out.println(file + ": " + verified + " commits verified");
        return verified;
    }

    private static Commit commit(JsonNode body) {
        Car car = Car.read(Base64.getDecoder().decode(body.at("/blocks/$bytes").asText()));
        assertThat(car.hashMismatches()).isEmpty();
        Slice block = car.block(car.roots().get(0)).orElseThrow();
        CommitReader.Reading reading = CommitReader.read(block.buf(), block.offset(), block.length());
        assertThat(reading.problems()).isEmpty();
        return Objects.requireNonNull(reading.commit());
    }
}
