package dev.sigwatch.audit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.stream.PolicyText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
    private static final String DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
    private static final String KEY = "did:key:zQ3shqwJEJyMBsBXCWyCBpUBMqxcon9oHB7mCvx4sSpMdLJwc";
    private static final String GOOD = """
            expected:
              - did: %s
                key: %s
                from: 2026-11-21T10:00:00Z
                until: 2026-11-22T10:00:00+01:00
                who: alice
                why: yearly rotation
            """.formatted(DID, KEY);

    @Test
    void aWatchlistSaysWhomAndWhich() {
        PolicyReader.Reading<Watchlist> reading = PolicyReader.watchlist("""
                # ours
                watch:
                  - did: %s
                    note: release account
                    expires: 2027-06-30
                  - handle: "*.example.com"
                  - repository: tools/**
                revoked_keys:
                  - key: %s
                    since: 2026-11-01T12:00:00Z
                    reason: laptop stolen
                    by: bob
                """.formatted(DID, KEY));
        assertThat(reading.errors()).isEmpty();
        Watchlist list = reading.value();
        assertThat(list.match(DID, "", List.of(), 1)).isNotNull();
        assertThat(list.match(DID, "", List.of(), Long.MAX_VALUE)).isNull();
        assertThat(list.match("did:plc:x", "a.example.com", List.of(), 1)).isNotNull();
        assertThat(list.match("did:plc:x", "a.b.example.com", List.of(), 1)).isNull();
        assertThat(list.match("did:plc:x", "", List.of("tools/a/b"), 1)).isNotNull();
        assertThat(list.watchesRepository("tool")).isFalse();
        RevokedKey revoked = list.revocation(KEY);
        assertThat(revoked).isNotNull();
        assertThat(list.items().get(0).text()).isEqualTo("did " + DID + " (release account)");
    }

    @Test
    void anExpectationIsExact() {
        PolicyReader.Reading<Expectations> reading = PolicyReader.expectations(GOOD);
        assertThat(reading.errors()).isEmpty();
        long from = 1_795_255_200_000_000L;
        Expectations all = reading.value();
        assertThat(all.explaining(DID, Expectation.Subject.KEY, KEY, from)).isNotNull();
        assertThat(all.explaining(DID, Expectation.Subject.KEY, KEY, from - 1)).isNull();
        assertThat(all.explaining(DID, Expectation.Subject.KEY, KEY, from + 23 * 3_600_000_000L))
                .isNotNull();
        assertThat(all.explaining(DID, Expectation.Subject.KEY, KEY, from + 23 * 3_600_000_000L + 1))
                .isNull();
        assertThat(all.explaining("did:plc:x", Expectation.Subject.KEY, KEY, from))
                .isNull();
        assertThat(all.explaining(DID, Expectation.Subject.KEY, KEY + "x", from))
                .isNull();
        assertThat(all.explaining(DID, Expectation.Subject.OPERATION, KEY, from))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing\n", "---\n", "null\n", "expected:\n", "expected: []\n"})
    void nothingIsAllowed(String text) {
        assertThat(PolicyReader.check(PolicyText.Kind.EXPECTATIONS, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            did: did:plc:ewvi7nxzyoun6zhxrhs64oiz | did: did:plc:* | line 2: did must be exact
            did: did:plc:ewvi7nxzyoun6zhxrhs64oiz | note: x | line 2: did is missing
            did: did:plc:ewvi7nxzyoun6zhxrhs64oiz | did: nonsense | is not a DID
            key: did:key:z | pds: https://*.example.com # | line 3: pds must be exact
            key: did:key:z | pds: pds.example.com # | is not a server's address
            key: did:key:z | pds: https://pds.example.com/xrpc # | is not a server's address
            key: did:key:z | operation: nonsense # | is neither an operation's CID
            key: did:key:z | key: did:key:zz # | is not a did:key
            key: did:key:z | other: did:key:z | exactly one of key, operation, pds
            until: 2026 | # 2026 | until is missing
            from: 2026 | # 2026 | from is missing
            who: alice | # | who is missing
            why: yearly | # yearly | why is missing
            until: 2026-11-22T10:00:00+01:00 | until: 2026-11-20T10:00:00Z | until is not after from
            until: 2026-11-22T10:00:00+01:00 | until: 2026-12-22T10:00:00Z | longer than 30 days
            until: 2026-11-22T10:00:00+01:00 | until: tomorrow | neither a date nor a time
            until: 2026-11-22T10:00:00+01:00 | until: 2026-11-22T10:00:00 | neither a date nor a time
            until: 2026-11-22T10:00:00+01:00 | until: 9999-12-31 | not in this age
            who: alice | who: "" | who is missing
            who: alice | who: [alice] | expected a text after
            who: alice | who: &a alice | anchors and aliases
            who: alice | who: *a | anchors and aliases
            why: | whom: | unknown field
            who: alice | did: did:plc:x | a second time
            expected: | expects: | line 1: unknown section
            """)
    void whatCouldMatchMoreOrIsIncompleteIsRefused(String from, String to, String message) {
        List<PolicyError> errors = PolicyReader.check(PolicyText.Kind.EXPECTATIONS, GOOD.replace(from, to));
        assertThat(errors).isNotEmpty();
        assertThat(String.join("\n", errors.stream().map(PolicyError::toString).toList()))
                .contains(message);
        assertThat(errors)
                .allMatch(error -> error.line() > 0 && !error.message().contains("\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "watch:\n- handle: \"**\"\n",
                "watch:\n- handle: Example.com\n",
                "watch:\n- repository: \"a b\"\n",
                "watch:\n- did: did:plc:*\n",
                "watch:\n- note: nobody\n",
                "watch:\n- did: did:web:a.example\n  handle: a.example\n",
                "watch:\n- did: did:web:a.example\n  expires:\n",
                "watch:\nwatch:\n",
                "watch: everybody\n",
                "watch:\n- everybody\n",
                "revoked_keys:\n- key: did:key:zx\n  since: 2026-01-01\n  reason: x\n  by: x\n",
                "revoked_keys:\n- reason: x\n",
                "a: [",
                "---\nwatch:\n---\nwatch:\n",
                "\u0000",
                "- watch\n"
            })
    void brokenWatchlistsAreRefused(String text) {
        assertThat(PolicyReader.check(PolicyText.Kind.WATCHLIST, text)).isNotEmpty();
        assertThat(PolicyReader.watchlist(text).value()).isSameAs(Watchlist.EMPTY);
    }

    @Test
    void bombsAndDepthsAreRefusedWhereTheyBegin() {
        assertThat(PolicyReader.check(PolicyText.Kind.WATCHLIST, "watch: " + "[".repeat(100_000)))
                .hasSize(1);
        assertThat(PolicyReader.check(PolicyText.Kind.WATCHLIST, "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n"))
                .hasSize(1);
        assertThat(PolicyReader.check(PolicyText.Kind.WATCHLIST, "#".repeat(PolicyReader.MAX_LENGTH + 1)))
                .hasSize(1);
        String many = "watch:\n" + "- did: did:web:a.example\n".repeat(PolicyReader.MAX_ENTRIES + 1);
        assertThat(PolicyReader.check(PolicyText.Kind.WATCHLIST, many).get(0).message())
                .contains("more than 5000 entries");
    }
}
