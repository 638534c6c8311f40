package dev.sigwatch.audit.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.alert.KeyOwners.Claim;
import dev.sigwatch.audit.alert.KeyOwners.Holder;
import dev.sigwatch.audit.alert.KeyOwners.Outcome;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyOwnersTest {
    private static final Claim ALICE = claim("did:plc:alice", "https://a.example", "did:key:zA");

    @Test
    void unrelatedAccountsHearOfEachOther() {
        Outcome first = KeyOwners.NONE.take(ALICE);
        assertThat(first.signals()).isEmpty();
        Outcome second = first.owners().take(claim("did:plc:bob", "https://b.example", "did:key:zB"));
        assertThat(second.signals()).extracting(Signal::did).containsExactly("did:plc:bob", "did:plc:alice");
        assertThat(second.signals().get(0).others()).containsExactly("did:plc:alice at https://a.example");
    }

    @Test
    void accountsOfOneServerOrOneOperatorAreRelated() {
        KeyOwners alice = KeyOwners.NONE.take(ALICE).owners();
        assertThat(alice.take(claim("did:plc:bob", "https://a.example", "did:key:zB"))
                        .signals())
                .isEmpty();
        assertThat(alice.take(claim("did:plc:bob", "https://b.example", "did:key:zA"))
                        .signals())
                .isEmpty();
    }

    @Test
    void theSameAgainIsNoNewsAndAGivenUpKeyIsForgotten() {
        Claim bob = claim("did:plc:bob", "https://b.example", "did:key:zB");
        KeyOwners both = KeyOwners.NONE.take(ALICE).owners().take(bob).owners();
        assertThat(both.take(bob).signals()).isEmpty();
        Claim gone = new Claim("did:key:zK", "did:plc:alice", "", List.of(), true, 2);
        assertThat(both.take(gone).owners().holders()).extracting(Holder::did).containsExactly("did:plc:bob");
        assertThat(both.take(gone).signals()).isEmpty();
    }

    @Test
    void holdersAreBoundedAndSoAreTheOthersOfASignal() {
        KeyOwners owners = KeyOwners.NONE;
        for (int i = 0; i < 100; i++) {
            Outcome outcome = owners.take(claim("did:plc:n" + i, "https://" + i + ".example", "did:key:z" + i));
            assertThat(outcome.signals()).hasSizeLessThanOrEqualTo(KeyOwners.MAX_HOLDERS);
            assertThat(outcome.signals()).allMatch(it -> it.others().size() <= KeyOwners.MAX_HOLDERS);
            owners = outcome.owners();
        }
        assertThat(owners.holders()).hasSize(KeyOwners.MAX_HOLDERS);
    }

    /** As a checkpoint may hold them, in which there was room for more. */
    @Test
    void ofMoreHoldersThanFitTheFirstAreKept() {
        List<Holder> many = IntStream.range(0, 64)
                .mapToObj(i -> new Holder("did:plc:n" + i, "https://" + i + ".example", List.of()))
                .toList();
        Outcome outcome = new KeyOwners(many).take(ALICE);
        assertThat(outcome.owners().holders()).hasSize(KeyOwners.MAX_HOLDERS);
        assertThat(outcome.signals()).hasSize(KeyOwners.MAX_HOLDERS);
        assertThat(outcome.signals().get(0).others()).hasSizeLessThanOrEqualTo(KeyOwners.MAX_HOLDERS);
    }

    @Test
    void aClaimIsNewsOnceAndGivesUpTheKeyBefore() {
        assertThat(ALICE.news(null)).containsExactly(ALICE);
        assertThat(new Claim(ALICE.key(), ALICE.did(), ALICE.pds(), ALICE.rotationKeys(), false, 9).news(ALICE))
                .isEmpty();
        Claim other = new Claim("did:key:zL", "did:plc:alice", "https://c.example", List.of(), false, 7);
        assertThat(other.news(ALICE))
                .containsExactly(
                        new Claim("did:key:zK", "did:plc:alice", ALICE.pds(), ALICE.rotationKeys(), true, 7), other);
        Claim none = new Claim("", "did:plc:alice", "", List.of(), true, 8);
        assertThat(none.news(other)).extracting(Claim::key).containsExactly("did:key:zL");
        assertThat(none.news(none)).isEmpty();
    }

    private static Claim claim(String did, String pds, String rotationKey) {
        return new Claim("did:key:zK", did, pds, List.of(rotationKey), false, 1);
    }
}
