package dev.sigwatch.standalone.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigwatch.standalone.image.Provenance.Concern;
import dev.sigwatch.standalone.image.Provenance.Judging;
import dev.sigwatch.standalone.image.Provenance.KeyFate;
import dev.sigwatch.standalone.image.Provenance.Place;
import dev.sigwatch.standalone.image.Provenance.Related;
import dev.sigwatch.standalone.image.Provenance.TagChange;
import dev.sigwatch.standalone.image.Provenance.Write;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The provenance of an image for programs. The names are a public interface. */
public final class ImageJson {
    private ImageJson() {}

    /**
     * One image of one publisher.
     *
     * @param today as known today
     * @param at the time asked about, microseconds since the epoch; null for now
     */
    public static ObjectNode of(Provenance today, @Nullable Long at) {
        Provenance image = at == null ? today : today.asOf(at);
        Standing standing = Standing.of(image);
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("did", image.publisher().did())
                .put("handle", image.publisher().handle())
                .put("handle_verified", image.publisher().isHandleVerified())
                .put("pds", image.publisher().server())
                .put("digest", image.digest())
                .put("standing", standing.kind().name().toLowerCase(Locale.ROOT));
        texts(json.putArray("why"), standing.sentences());
        json.put("standing_today", Standing.of(today).kind().name().toLowerCase(Locale.ROOT));
        image.places().forEach(place -> place(json.withArray("repositories").addObject(), place));
        image.writes().forEach(write -> write(json.withArray("writes").addObject(), image, write));
        image.keys().forEach(key -> key(json.withArray("keys").addObject(), key));
        image.tags().forEach(change -> tag(json.withArray("tags").addObject(), change));
        for (Related related : image.related()) {
            json.withArray("related")
                    .addObject()
                    .put("kind", related.kind().name().toLowerCase(Locale.ROOT))
                    .put("digest", related.digest())
                    .put("what", related.what())
                    .put("known", related.isKnown());
        }
        for (Concern concern : image.concerns()) {
            json.withArray("alerts")
                    .addObject()
                    .put("id", concern.id())
                    .put("rule", concern.rule())
                    .put("severity", concern.priority())
                    .put("status", concern.status())
                    .put("raised_at", time(concern.raisedAt()))
                    .put("title", concern.title());
        }
        Write deciding = image.deciding();
        return json.put(
                "proof",
                deciding == null
                        ? ""
                        : "sigwatch proof at://" + image.publisher().did() + "/" + deciding.path());
    }

    /** What a tag named. */
    public static ObjectNode of(TagAnswer answer) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("tag", answer.name())
                .put("counts", answer.counts() == null ? "" : answer.counts().digest())
                .put("shown", answer.shown() == null ? "" : answer.shown().digest());
    }

    private static void place(ObjectNode json, Place place) {
        json.put("repository", place.repository())
                .put("media_type", place.mediaType())
                .put("binding", place.binding())
                .put("hold_did", place.hold())
                .put("first_seen_at", time(place.firstSeenAt()))
                .put("deleted_at", time(place.deletedAt()));
        texts(json.putArray("tags"), place.tags());
        texts(json.putArray("findings"), place.findings());
        json.putObject("policy")
                .put("result", place.policy().result())
                .put("name", place.policy().name())
                .put("line", place.policy().line())
                .put("reason", place.policy().reason())
                .put("hash", place.policy().hash());
    }

    private static void write(ObjectNode json, Provenance image, Write write) {
        json.put("received_at", time(write.at()))
                .put("action", write.action())
                .put("uri", "at://" + image.publisher().did() + "/" + write.path())
                .put("record_cid", write.recordCid())
                .put("rev", write.rev())
                .put("commit_cid", write.commit());
        texts(json.putArray("findings"), write.findings());
        ArrayNode judgings = json.putArray("verdicts");
        for (Judging judging : write.judgings()) {
            ObjectNode row = judgings.addObject()
                    .put("judged_at", time(judging.at()))
                    .put("verdict", judging.verdict())
                    .put("reason", judging.reason())
                    .put("key", judging.key())
                    .put("key_source", judging.operation());
            texts(row.putArray("findings"), judging.findings());
        }
    }

    private static void key(ObjectNode json, KeyFate key) {
        json.put("key", key.key())
                .put("valid_from", time(key.from()))
                .put("valid_to", time(key.until()))
                .put("served_until", time(key.servedUntil()))
                .put("ended", key.ended())
                .put("operation", key.operation())
                .put("nullified_at", time(key.undoneAt()))
                .put("nullified_by", key.undoneBy());
    }

    private static void tag(ObjectNode json, TagChange change) {
        json.put("repository", change.repository())
                .put("tag", change.tag())
                .put("change", change.change())
                .put("digest", change.digest())
                .put("from_digest", change.before())
                .put("valid_from", time(change.from()))
                .put("valid_to", time(change.until()))
                .put("verdict", change.verdict());
    }

    private static void texts(ArrayNode out, List<String> texts) {
        texts.forEach(out::add);
    }

    private static @Nullable String time(@Nullable Long micros) {
        return micros == null
                ? null
                : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
