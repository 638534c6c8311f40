package dev.sigwatch.audit.policy;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.syntax.Did;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes the fields of one entry, one after the other; what is wrong with them, or left over, becomes errors. */
final class EntryReader {
    private static final Pattern DOCUMENT_HASH = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern ORIGIN =
            Pattern.compile("https?://(\\[[0-9a-f:.]+]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:[0-9]{1,5})?");

    private final YamlSections.Entry entry;
    private final List<PolicyError> errors;
    private final Set<String> left;

    EntryReader(YamlSections.Entry entry, List<PolicyError> errors) {
        this.entry = entry;
        this.errors = errors;
        this.left = new LinkedHashSet<>(entry.fields().keySet());
    }

    int line() {
        return entry.line();
    }

    boolean has(String name) {
        return entry.fields().containsKey(name);
    }

    /** Reports fields nobody took. */
    void end() {
        for (String name : left) {
            fail(name, "unknown field " + YamlEvents.quoted(name));
        }
    }

    /** The one of several fields that is there, null if none or several are. */
    @Nullable
    String oneOf(List<String> names) {
        List<String> given = names.stream().filter(this::has).toList();
        if (given.size() == 1) {
            return given.get(0);
        }
        names.forEach(left::remove);
        error(entry.line(), "an entry has exactly one of " + String.join(", ", names));
        return null;
    }

    String text(String name) {
        left.remove(name);
        YamlSections.Value value = entry.fields().get(name);
        if (value == null || value.text().isBlank()) {
            fail(name, name + " is missing");
            return "";
        }
        return value.text().strip();
    }

    String textOrNothing(String name) {
        left.remove(name);
        YamlSections.Value value = entry.fields().get(name);
        return value == null ? "" : value.text().strip();
    }

    /** A text that stands for itself: what an attacker might also match is refused. */
    private String exact(String name) {
        String text = text(name);
        if (text.indexOf('*') >= 0 || text.indexOf('?') >= 0) {
            fail(name, name + " must be exact: a pattern may match what an attacker does, too");
            return "";
        }
        return text;
    }

    String did(String name) {
        String text = exact(name);
        if (!text.isEmpty() && Did.tryParse(text).isEmpty()) {
            fail(name, YamlEvents.quoted(text) + " is not a DID");
        }
        return text;
    }

    String key(String name) {
        String text = exact(name);
        try {
            if (!text.isEmpty()) {
                PublicKey.parseDidKey(text);
            }
        } catch (MalformedException notAKey) {
            fail(name, YamlEvents.quoted(text) + " is not a did:key of a P-256 or K-256 key");
        }
        return text;
    }

    String operation(String name) {
        String text = exact(name);
        boolean isHash =
                Cid.tryParse(text).isPresent() || DOCUMENT_HASH.matcher(text).matches();
        if (!text.isEmpty() && !isHash) {
            fail(name, YamlEvents.quoted(text) + " is neither an operation's CID nor sha256: and a document's hash");
        }
        return text;
    }

    String origin(String name) {
        String text = exact(name);
        if (!text.isEmpty() && !ORIGIN.matcher(text).matches()) {
            fail(name, YamlEvents.quoted(text) + " is not a server's address, as in https://pds.example.com");
        }
        return text;
    }

    Glob glob(String name, char separator, Pattern allowed) {
        String text = text(name);
        if (!text.isEmpty() && !allowed.matcher(text).matches()) {
            fail(name, YamlEvents.quoted(text) + " is not a pattern for a " + name);
        } else if (!text.isEmpty() && text.chars().noneMatch(Character::isLetterOrDigit)) {
            fail(name, YamlEvents.quoted(text) + " would match everybody");
        }
        return new Glob(text, separator);
    }

    /** A date, at its start in UTC, or a time with its zone; null with an error for anything else. */
    @Nullable
    Long time(String name) {
        String text = text(name);
        return text.isEmpty() ? null : time(name, text);
    }

    @Nullable
    Long timeOrNothing(String name) {
        return has(name) ? time(name) : null;
    }

    private @Nullable Long time(String name, String text) {
        return PolicyTime.read(name, text, fault -> fail(name, fault));
    }

    void fail(String name, String message) {
        Map<String, YamlSections.Value> fields = entry.fields();
        YamlSections.Value value = fields.get(name);
        error(value == null ? entry.line() : value.line(), message);
    }

    private void error(int line, String message) {
        errors.add(new PolicyError(line, message));
    }
}
