package dev.sigwatch.audit.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.stream.HandleAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Judges whether a handle's domain names the DID that claims it. That is about a name; no commit is worse for it. */
final class Handles {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** DIDs that an answer lists, the resolver's bound. */
    private static final int MAX_DIDS = 16;

    private Handles() {}

    static String normalized(String handle) {
        return handle.toLowerCase(Locale.ROOT);
    }

    static void judge(Draft draft) {
        HandleAnswer answer = read(new String(draft.seen.body(), StandardCharsets.UTF_8));
        JudgedOperation head = draft.before.head();
        if (answer == null || !answer.failure().isEmpty() || draft.seen.observedAt() <= draft.handleObservedAt) {
            return;
        }
        String claimed = head == null || head.handles().isEmpty()
                ? ""
                : normalized(head.handles().get(0));
        if (!claimed.equals(normalized(answer.handle()))) {
            // Asked while another one was claimed.
            return;
        }
        boolean isVerified = answer.names(draft.seen.did());
        boolean isNews = !claimed.equals(draft.handle) || isVerified != draft.handleVerified;
        draft.handle = claimed;
        draft.handleVerified = isVerified;
        draft.handleObservedAt = draft.seen.observedAt();
        draft.isHandleNews = isNews;
        if (isNews && !isVerified) {
            draft.findings.add(FindingCode.HANDLE_UNVERIFIED.found(claimed + " " + names(answer)));
        }
    }

    private static String names(HandleAnswer answer) {
        if (!answer.dns().isEmpty()) {
            return "names " + String.join(" and ", answer.dns()) + " in the DNS";
        }
        return answer.https().isEmpty() ? "names no DID" : "names " + answer.https();
    }

    private static @Nullable HandleAnswer read(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            List<String> dns = new ArrayList<>();
            for (JsonNode did : json.path("dns")) {
                if (dns.size() < MAX_DIDS) {
                    dns.add(did.asText());
                }
            }
            return new HandleAnswer(text(json, "handle"), List.copyOf(dns), text(json, "https"), text(json, "failure"));
        } catch (JsonProcessingException notOurs) {
            return null;
        }
    }

    private static String text(JsonNode json, String name) {
        String text = json.path(name).textValue();
        return text == null ? "" : text;
    }
}
