package dev.sigwatch.standalone.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.standalone.explain.Wrapped;
import dev.sigwatch.standalone.image.Provenance.Judging;
import dev.sigwatch.standalone.image.Provenance.KeyFate;
import dev.sigwatch.standalone.image.Provenance.Place;
import dev.sigwatch.standalone.image.Provenance.PolicyResult;
import dev.sigwatch.standalone.image.Provenance.Publisher;
import dev.sigwatch.standalone.image.Provenance.TagChange;
import dev.sigwatch.standalone.image.Provenance.Write;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final String DIGEST = "sha256:" + "ab".repeat(32);
    private static final String OTHER = "sha256:" + "cd".repeat(32);
    private static final PolicyResult NO_POLICY = new PolicyResult("none", "", 0, "", "");
    private static final Judging GOOD = judging(10, "VERIFIED", "", "owner");
    private static final KeyFate OWNERS = new KeyFate("owner", 0, null, null, "current", "op1", null, "");
    private static final KeyFate THIEFS = new KeyFate("thief", 5L, 5L, 30L, "nullified", "op2", 30L, "op3");

    @Test
    void whatThePublisherSignedIsSound() {
        Standing standing = Standing.of(image(place("bound", NO_POLICY, null), OWNERS, GOOD));
        assertThat(standing.kind()).isEqualTo(Standing.Kind.SOUND);
        assertThat(standing.sentences()).hasSize(1).first().asString().contains("signed exactly this record");
    }

    @Test
    void whatAThiefSignedIsFalseOnceItIsUndoneAndWasSoundBefore() {
        Provenance image = image(
                place("bound", NO_POLICY, null),
                THIEFS,
                judging(10, "VERIFIED", "", "thief"),
                judging(40, "VIOLATION", "operation op3 undid operation op2", "thief"));
        Standing now = Standing.of(image);
        assertThat(now.kind()).isEqualTo(Standing.Kind.FALSE);
        assertThat(String.join(" ", now.sentences()))
                .contains(
                        "valid then",
                        "was undone at 1970-01-01 00:00:00 UTC",
                        "judged VERIFIED at first, and is VIOLATION");
        Provenance then = image.asOf(20);
        assertThat(then.writes().get(0).judgings()).hasSize(1);
        assertThat(Standing.of(then).kind()).isEqualTo(Standing.Kind.SOUND);
        Wrapped page = new Wrapped();
        new ImagePage(image, 20L, "").addTo(page);
        assertThat(page.lines())
                .contains("In short, as it was known at 1970-01-01 00:00:00 UTC", "In short, as known today")
                .noneMatch(line -> line.contains("UNDONE"));
    }

    @Test
    void whatWasBelievedAtATimeIsToldWithoutWhatCameLater() {
        Provenance image = image(
                place("bound", NO_POLICY, 50L),
                new KeyFate("thief", 5L, 5L, 30L, "replaced", "op2", null, ""),
                judging(10, "VERIFIED", "", "thief"),
                judging(40, "VIOLATION", "why", "thief"));
        Standing then = Standing.of(image.asOf(20));
        assertThat(then.kind()).isEqualTo(Standing.Kind.SOUND);
        assertThat(String.join(" ", then.sentences())).doesNotContain("took it back");
        assertThat(image.asOf(5).writes()).isEmpty();
        assertThat(image.asOf(5).places()).isEmpty();
    }

    @Test
    void oneTrueCommitIsNotUndoneByFalseOnes() {
        Write good = write(10, "create", GOOD);
        Write forged = write(20, "update", judging(20, "VIOLATION", "", "nobody"));
        Standing standing = Standing.of(image(place("bound", NO_POLICY, null), OWNERS, good, forged));
        assertThat(standing.kind()).isEqualTo(Standing.Kind.SOUND);
        assertThat(String.join(" ", standing.sentences()))
                .contains("One more commit about the same image did not hold");
    }

    @Test
    void aRecordThatContradictsItselfIsFalseWhoeverSignedIt() {
        assertThat(Standing.of(image(place("mismatch", NO_POLICY, null), OWNERS, GOOD))
                        .kind())
                .isEqualTo(Standing.Kind.FALSE);
    }

    @Test
    void aPolicyRefusesOrOnlyWatches() {
        PolicyResult denied = new PolicyResult("denied", "production", 7, "its publisher is not trusted", "ff");
        PolicyResult watched = new PolicyResult("would-deny", "production", 7, "its publisher is not trusted", "ff");
        Standing refused = Standing.of(image(place("bound", denied, null), OWNERS, GOOD));
        assertThat(refused.kind()).isEqualTo(Standing.Kind.REFUSED);
        assertThat(refused.sentences().get(1)).contains("refuses it in payments: its publisher is not trusted");
        Standing audited = Standing.of(image(place("bound", watched, null), OWNERS, GOOD));
        assertThat(audited.kind()).isEqualTo(Standing.Kind.SOUND);
        assertThat(audited.sentences().get(1)).contains("would refuse it");
    }

    @Test
    void whatCouldNotBeCheckedIsNeither() {
        Judging unproven = new Judging(10, "UNPROVEN", "", "", "", List.of("CHAIN_UNANCHORED"), "");
        assertThat(Standing.of(image(place("bound", NO_POLICY, null), OWNERS, unproven))
                        .kind())
                .isEqualTo(Standing.Kind.UNKNOWN);
        assertThat(Standing.of(new Provenance(
                                publisher(), DIGEST, List.of(), List.of(), List.of(), List.of(), List.of(), List.of()))
                        .kind())
                .isEqualTo(Standing.Kind.UNKNOWN);
    }

    @Test
    void aTagHasTwoAnswersWhileALieIsBelieved() {
        TagChange owners = new TagChange("payments", "v2", "created", DIGEST, "", 10, null, "VERIFIED");
        TagChange thiefs = new TagChange("payments", "v2", "moved", OTHER, DIGEST, 20, 20L, "VIOLATION");
        TagAnswer answer = TagAnswer.at("acme/payments:v2", List.of(owners, thiefs), 30);
        assertThat(answer.counts()).isEqualTo(owners);
        assertThat(answer.shown()).isEqualTo(thiefs);
        assertThat(answer.digests()).containsExactly(DIGEST, OTHER);
        assertThat(String.join(" ", answer.sentences()))
                .contains(
                        "By what is known today it names " + DIGEST,
                        "names " + OTHER,
                        "It does not count: its commit is judged VIOLATION");
        TagAnswer before = TagAnswer.at("acme/payments:v2", List.of(owners, thiefs), 15);
        assertThat(before.digests()).containsExactly(DIGEST);
        assertThat(before.sentences()).hasSize(1);
        assertThat(TagAnswer.at("acme/payments:v2", List.of(owners, thiefs), 5).digests())
                .isEmpty();
    }

    @Test
    void thePageSaysWhatStrangersWroteWithoutObeyingIt() {
        Provenance image = new Provenance(
                new Publisher("did:plc:a", "evil\u001b[2J.test", false, ""),
                DIGEST,
                List.of(place("bound", NO_POLICY, null)),
                List.of(write(10, "create", GOOD)),
                List.of(),
                List.of(OWNERS),
                List.of(),
                List.of());
        Wrapped page = new Wrapped();
        new ImagePage(image, null, "--data x").addTo(page);
        assertThat(String.join("\n", page.lines()))
                .doesNotContain("\u001b")
                .contains("NOT verified")
                .contains("VERIFIED, by key owner")
                .contains("./sigwatch proof at://did:plc:a/io.atcr.manifest/" + "ab".repeat(32)
                        + " --out image.car --data x");
    }

    private static Provenance image(Place place, KeyFate key, Judging... judgings) {
        return image(place, key, write(10, "create", judgings));
    }

    private static Provenance image(Place place, KeyFate key, Write... writes) {
        return new Provenance(
                publisher(), DIGEST, List.of(place), List.of(writes), List.of(), List.of(key), List.of(), List.of());
    }

    private static Publisher publisher() {
        return new Publisher("did:plc:a", "a.test", true, "https://pds.test");
    }

    private static Place place(String binding, PolicyResult policy, @Nullable Long deletedAt) {
        return new Place(
                "payments",
                "application/x",
                binding,
                "did:web:hold.test",
                10,
                deletedAt,
                List.of("v2"),
                policy,
                List.of());
    }

    private static Write write(long at, String action, Judging... judgings) {
        return new Write(
                at,
                action,
                "io.atcr.manifest/" + "ab".repeat(32),
                "cid",
                "rev",
                "commit",
                List.of(),
                List.of(judgings));
    }

    private static Judging judging(long at, String verdict, String reason, String key) {
        return new Judging(at, verdict, reason, key, key.equals("thief") ? "op2" : "op1", List.of(), "");
    }
}
