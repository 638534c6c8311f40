package dev.sigwatch.ingest.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PublisherSetTest {
    @Test
    void growsByDidsOnlyAndEachOnce() {
        PublisherSet set = new PublisherSet(Set.of("did:web:known.example.com"), 10);
        assertThat(set.contains("did:web:known.example.com")).isTrue();
        assertThat(set.add("did:web:new.example.com")).isTrue();
        assertThat(set.add("did:web:new.example.com")).isFalse();
        assertThat(set.add("not a did")).isFalse();
        assertThat(set.size()).isEqualTo(2);
    }

    @Test
    void isBounded() {
        PublisherSet set = new PublisherSet(Set.of(), 2);
        assertThat(set.add("did:web:a.example.com")).isTrue();
        assertThat(set.add("did:web:b.example.com")).isTrue();
        assertThat(set.add("did:web:c.example.com")).isFalse();
        assertThat(set.size()).isEqualTo(2);
    }
}
