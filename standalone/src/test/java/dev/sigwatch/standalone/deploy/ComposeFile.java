package dev.sigwatch.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docker-compose.yml} as Compose reads it: with merges done and variables filled in. */
final class ComposeFile {
    static final Path ROOT = Path.of("..");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?:(:[-?])([^}]*))?}");

    private final String text;
    private final Map<String, Object> root;

    private ComposeFile(String text, Map<String, Object> root) {
        this.text = text;
        this.root = root;
    }

    /**
     * A use of a variable.
     *
     * @param operator {@code :-} for a default, {@code :?} for a message if it is missing, else empty
     */
    record Variable(String name, String operator, String operand) {}

    /** The file, and what its variables stand for. */
    static ComposeFile read(Map<String, String> environment) {
        String text = text(ROOT.resolve("docker-compose.yml"));
        Object filled = fill(merged(Relabeling.yaml(ROOT.resolve("docker-compose.yml"))), environment);
        return new ComposeFile(text, map(filled));
    }

    /** What {@code .env} has once its owner has filled it in. */
    static Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        text(ROOT.resolve("deploy/env.example"))
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .forEach(line ->
                        environment.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        assertThat(environment).isNotEmpty();
        return environment;
    }

    List<Variable> variables() {
        List<Variable> variables = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            variables.add(new Variable(
                    matcher.group(1),
                    matcher.group(2) == null ? "" : matcher.group(2),
                    matcher.group(3) == null ? "" : matcher.group(3)));
        }
        return variables;
    }

    Map<String, Map<String, Object>> services() {
        Map<String, Map<String, Object>> services = new LinkedHashMap<>();
        map(root.get("services")).forEach((name, service) -> services.put(name, map(service)));
        return services;
    }

    /** The arguments of a service's command. */
    List<String> command(String service) {
        return strings(services().get(service).get("command"));
    }

    Map<String, String> environment(String service) {
        Map<String, String> variables = new TreeMap<>();
        map(services().get(service).getOrDefault("environment", Map.of()))
                .forEach((name, value) -> variables.put(name, String.valueOf(value)));
        return variables;
    }

    Map<String, Object> volumes() {
        return map(root.get("volumes"));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    static List<String> strings(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object merged(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(ComposeFile::merged).toList();
        }
        if (!(value instanceof Map<?, ?>)) {
            return value;
        }
        Map<String, Object> all = new LinkedHashMap<>();
        if (map(value).containsKey("<<")) {
            all.putAll(map(merged(map(value).get("<<"))));
        }
        map(value).forEach((key, each) -> {
            if (!key.equals("<<")) {
                all.put(key, merged(each));
            }
        });
        return all;
    }

    private static Object fill(Object value, Map<String, String> environment) {
        if (value instanceof List<?> list) {
            return list.stream().map(each -> fill(each, environment)).toList();
        }
        if (value instanceof Map<?, ?>) {
            Map<String, Object> all = new LinkedHashMap<>();
            map(value).forEach((key, each) -> all.put(key, fill(each, environment)));
            return all;
        }
        return value instanceof String string
                ? VARIABLE.matcher(string)
                        .replaceAll(found -> Matcher.quoteReplacement(filled(
                                found.group(1),
                                found.group(2) == null ? "" : found.group(2),
                                found.group(3) == null ? "" : found.group(3),
                                environment)))
                : value;
    }

    private static String filled(String name, String operator, String operand, Map<String, String> environment) {
        String value = environment.getOrDefault(name, "");
        if (value.isEmpty() && operator.equals(":?")) {
            throw new IllegalStateException(name + ": " + operand);
        }
        return value.isEmpty() && operator.equals(":-") ? operand : value;
    }
}
