package dev.sigwatch.ingest.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.audit.stream.PolicyText.Kind;
import dev.sigwatch.ingest.time.MicrosClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyPublisherTest {
    private final List<PolicyText> published = new ArrayList<>();
    private boolean failing;
    private Path file;
    private PolicyPublisher publisher;

    @BeforeEach
    void begin(@TempDir Path folder) {
        file = folder.resolve("watchlist.yaml");
        publisher = publisher();
    }

    private PolicyPublisher publisher() {
        PolicyFile watchlist = new PolicyFile(Kind.WATCHLIST, Optional.of(file), PolicyPublisherTest::check);
        PolicyFile expectations = new PolicyFile(Kind.EXPECTATIONS, Optional.empty(), PolicyPublisherTest::check);
        return new PolicyPublisher(List.of(watchlist, expectations), new Memory(), new MicrosClock(Clock.systemUTC()));
    }

    @Test
    void bothAreInForceFromTheStartAndOneWithoutAFileIsEmpty() throws Exception {
        Files.writeString(file, "watch: everything");
        publisher.load();
        publisher.look();
        publisher.look();
        assertThat(published).extracting(PolicyText::kind).containsExactly(Kind.WATCHLIST, Kind.EXPECTATIONS);
        assertThat(published).extracting(PolicyText::text).containsExactly("watch: everything", "");
        assertThat(published.get(0).source()).startsWith(file.toString()).contains("(owner ");
    }

    @Test
    void aChangeIsPublishedOnceItStands() throws Exception {
        Files.writeString(file, "one");
        publisher.load();
        publisher.look();
        Files.writeString(file, "");
        publisher.look();
        Files.writeString(file, "two");
        publisher.look();
        publisher.look();
        publisher.look();
        assertThat(published.stream().filter(text -> text.kind() == Kind.WATCHLIST))
                .extracting(PolicyText::text)
                .containsExactly("one", "two");
    }

    @Test
    void aFileThatBreaksLeavesTheTextBeforeInForce() throws Exception {
        Files.writeString(file, "one");
        publisher.load();
        publisher.look();
        Files.writeString(file, "bad: here");
        publisher.look();
        publisher.look();
        assertThat(published).hasSize(2);
        assertThat(publisher.status().get(0).problems()).containsExactly(file + ": line 1 is bad");
        assertThat(publisher.health().detail()).isEqualTo(file + ": line 1 is bad");
        Files.delete(file);
        publisher.look();
        publisher.look();
        assertThat(publisher.status().get(0).problems()).containsExactly(file + ": is not there");
        Files.writeString(file, "one");
        publisher.look();
        publisher.look();
        assertThat(publisher.status().get(0).problems()).isEmpty();
        assertThat(publisher.health().detail()).isEmpty();
        assertThat(published).as("the same text again").hasSize(2);
    }

    @Test
    void aStartWithABadFileIsNone() throws Exception {
        assertThatThrownBy(publisher::load).hasMessageContaining("is not there");
        Files.writeString(file, "bad");
        assertThatThrownBy(() -> publisher().load()).hasMessageContaining("line 1 is bad");
        Files.write(file, new byte[] {(byte) 0xff});
        assertThatThrownBy(() -> publisher().load()).hasMessageContaining("not UTF-8");
        Files.write(file, new byte[WatchedPolicy.MAX_BYTES + 1]);
        assertThatThrownBy(() -> publisher().load()).hasMessageContaining("longer than");
    }

    @Test
    void whatKafkaDoesNotTakeIsPublishedLater() throws Exception {
        Files.writeString(file, "one");
        publisher.load();
        failing = true;
        publisher.look();
        assertThat(publisher.health().detail()).contains("made to fail");
        failing = false;
        publisher.look();
        assertThat(published).hasSize(2);
        assertThat(publisher.health().detail()).isEmpty();
    }

    private static List<String> check(String text) {
        return text.startsWith("bad") ? List.of("line 1 is bad") : List.of();
    }

    private final class Memory implements PolicyLog {
        @Override
        public void publish(PolicyText text) {
            if (failing) {
                throw new KafkaException("made to fail");
            }
            published.add(text);
        }

        @Override
        public void close() {}
    }
}
