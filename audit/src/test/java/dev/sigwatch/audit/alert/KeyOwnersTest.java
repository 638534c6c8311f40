package dev.sigwatch.audit.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.alert.KeyOwners.Claim;
import dev.sigwatch.audit.alert.KeyOwners.Holder;
import dev.sigwatch.audit.alert.KeyOwners.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyOwnersTest {
    private static final Claim ALICE = claim("did:plc:alice", "https://a.example", "did:key:zA");

    @Test
    void unrelatedAccountsHearOfEachOther() {
        Outcome first = KeyOwners.take(ALICE, null);
        assertThat(first.signals()).isEmpty();
        Outcome second = KeyOwners.take(claim("did:plc:bob", "https://b.example", "did:key:zB"), first.holders());
        assertThat(second.signals()).extracting(Signal::did).containsExactly("did:plc:bob", "did:plc:alice");
        assertThat(second.signals().get(0).others()).containsExactly("did:plc:alice at https://a.example");
    }

    @Test
    void accountsOfOneServerOrOneOperatorAreRelated() {
        List<Holder> alice = KeyOwners.take(ALICE, null).holders();
        assertThat(KeyOwners.take(claim("did:plc:bob", "https://a.example", "did:key:zB"), alice)
                        .signals())
                .isEmpty();
        assertThat(KeyOwners.take(claim("did:plc:bob", "https://b.example", "did:key:zA"), alice)
                        .signals())
                .isEmpty();
    }

    @Test
    void theSameAgainIsNoNewsAndAGivenUpKeyIsForgotten() {
        List<Holder> alice = KeyOwners.take(ALICE, null).holders();
        Claim bob = claim("did:plc:bob", "https://b.example", "did:key:zB");
        List<Holder> both = KeyOwners.take(bob, alice).holders();
        assertThat(KeyOwners.take(bob, both).signals()).isEmpty();
        Claim gone = new Claim("did:key:zK", "did:plc:alice", "", List.of(), true, 2);
        assertThat(KeyOwners.take(gone, both).holders()).extracting(Holder::did).containsExactly("did:plc:bob");
    }

    @Test
    void holdersAreBounded() {
        List<Holder> holders = List.of();
        for (int i = 0; i < 100; i++) {
            holders = KeyOwners.take(claim("did:plc:n" + i, "https://" + i + ".example", "did:key:z" + i), holders)
                    .holders();
        }
        assertThat(holders).hasSize(KeyOwners.MAX_HOLDERS);
    }

    private static Claim claim(String did, String pds, String rotationKey) {
        return new Claim("did:key:zK", did, pds, List.of(rotationKey), false, 1);
    }
}
