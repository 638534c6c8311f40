package dev.sigwatch.standalone.feed;

import dev.sigwatch.audit.stream.PolicyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The trust policy of the demonstration: whose images count in which repositories. */
final class DemoTrust {
    /** How long before the story the publishers are said to have been trusted. */
    private static final Duration TRUSTED_FOR = Duration.ofDays(30);

    private final Path file;
    private final Clock clock;

    /** @param file to be written, and read by ingest from its start */
    DemoTrust(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Somebody who is trusted for the images in repositories of one name, in whoever's account. */
    record Publisher(String name, String did, String repository) {}

    /** Begins with what goes for everybody: that images are signed, and that it is only noted where they are not. */
    Path begin() throws IOException {
        Files.writeString(file, text(List.of()));
        return file;
    }

    /**
     * Trusts publishers, each for its own repository, and nobody else for it.
     *
     * @param kafka bootstrap address: ingest would notice the edit some seconds later
     */
    void trust(String kafka, List<Publisher> publishers) throws IOException, InterruptedException {
        String text = text(publishers);
        Files.writeString(file, text);
        DemoPolicy.publish(
                kafka,
                new PolicyText(
                        PolicyText.Kind.TRUST,
                        text,
                        file.toString(),
                        ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant())));
    }

    private String text(List<Publisher> publishers) {
        StringBuilder text = new StringBuilder("version: 1.0\n");
        Instant since = clock.instant().minus(TRUSTED_FOR).truncatedTo(ChronoUnit.DAYS);
        if (!publishers.isEmpty()) {
            text.append("trustedDIDs:\n");
        }
        for (Publisher publisher : publishers) {
            text.append(String.format(Locale.ROOT, """
                    %s:
                      name: %s
                      validFrom: "%s"
                      expiresAt: null
                    """.indent(2), publisher.did(), publisher.name(), since));
        }
        text.append("policies:\n");
        for (Publisher publisher : publishers) {
            text.append(String.format(
                    Locale.ROOT, """
                    - name: %s
                      scope: "atcr.io/*/%s"
                      require:
                        signature: true
                        trustedDIDs:
                          - %s
                        minSignatures: 1
                      action: enforce
                    """.indent(2), publisher.repository(), publisher.repository(), publisher.did()));
        }
        return text.append("""
                - name: everything-else
                  scope: "atcr.io/**"
                  require:
                    signature: true
                  action: audit
                """.indent(2)).toString();
    }
}
