package dev.sigwatch.ingest.repo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sigwatch.ingest.fetch.OneLine;
import java.io.IOException;
import java.util.Set;

/**
 * The body of an XRPC error.
 *
 * @param name what kind of error, empty where the body does not say
 * @param message for people, one line, may be empty
 * @see <a href="https://atproto.com/specs/xrpc#error-responses">Error responses</a>
 */
record XrpcError(String name, String message) {
    /** What getRepo says of a repository that it does not give out; the lexicon's, and those that relays add. */
    private static final Set<String> REPO_STATES = Set.of(
            "RepoNotFound",
            "RepoTakendown",
            "RepoSuspended",
            "RepoDeactivated",
            "RepoDeleted",
            "RepoInactive",
            "RepoNotSynchronized");

    private static final int JSON_DEPTH = 16;
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(JSON_DEPTH)
                            .build())
                    .build())
            .build();

    static XrpcError read(byte[] body) {
        try {
            JsonNode root = JSON.readTree(body);
            String name = root.path("error").asText("");
            return new XrpcError(
                    name.matches("[A-Za-z]{1,64}") ? name : "",
                    OneLine.of(root.path("message").asText("")));
        } catch (IOException e) {
            return new XrpcError("", "");
        }
    }

    /** One line that begins with the name where it tells of the repository, else with the status. */
    String describe(int status) {
        String what = REPO_STATES.contains(name) ? name : ("HTTP " + status + " " + name).strip();
        return message.isEmpty() ? what : what + ": " + message;
    }
}
