package dev.sigwatch.standalone.cli;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.ingest.stream.RelayUrl;
import dev.sigwatch.notifier.http.HttpTarget;
import dev.sigwatch.standalone.flink.FlinkSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What option values must look like. */
final class Values {
    private static final int MAX_PORT = 65535;

    private Values() {}

    /** A TCP port, 0 included. */
    static final class PortNumber implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, 0, MAX_PORT, "a port");
        }
    }

    /** How many, at least one. */
    static final class Count implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return (long) number(text, 1, 999_999_999, "a number");
        }
    }

    /** A number of bytes, as plain as that. */
    static final class Bytes implements ITypeConverter<Long> {
        private static final Pattern FORM = Pattern.compile("[1-9]\\d{0,14}");

        @Override
        public Long convert(String text) {
            if (!FORM.matcher(text).matches()) {
                throw new TypeConversionException("'" + text + "' is not a number of bytes");
            }
            return Long.parseLong(text);
        }
    }

    /** Subtasks per operator. */
    static final class Parallelism implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, 1, FlinkSettings.MAX_PARALLELISM, "a parallelism");
        }
    }

    /** A duration as a number and its unit. */
    static final class Span implements ITypeConverter<Duration> {
        private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,8})(ms|s|m|h|d)");

        @Override
        public Duration convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + text + "' is not a duration such as 30s, 10m or 2h");
            }
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }
    }

    /** A relay or PDS, as its HTTP origin. */
    static final class Relay implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            try {
                return RelayUrl.parse(text).origin();
            } catch (MalformedException e) {
                throw new TypeConversionException(e.rule());
            }
        }
    }

    /** A web server's address: scheme, host, perhaps a port. */
    static final class WebUrl implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            return url(text, Set.of("http", "https"));
        }
    }

    /** A URL to post to, path and all; its text may be a secret and is not repeated. */
    static final class Target implements ITypeConverter<HttpTarget> {
        @Override
        public HttpTarget convert(String text) {
            try {
                return HttpTarget.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** A moment: RFC 3339, or how long ago. */
    static final class Moment implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return text.contains("T") ? Instant.parse(text) : Instant.now().minus(new Span().convert(text));
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "'" + text + "' is neither a time such as 2026-11-01T12:00:00Z nor 24h");
            }
        }
    }

    /** How a command answers. */
    static final class Output implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!text.equals("text") && !text.equals("json")) {
                throw new TypeConversionException("'" + text + "' is neither text nor json");
            }
            return text;
        }
    }

    /** The id of an alert, or the begin of one. */
    static final class AlertId implements ITypeConverter<String> {
        private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{2,64}");

        @Override
        public String convert(String text) {
            if (!FORM.matcher(text).matches()) {
                throw new TypeConversionException("'" + text + "' is not the id of an alert");
            }
            return text;
        }
    }

    /** Kafka's {@code host:port[,host:port]}. */
    static final class Bootstrap implements ITypeConverter<String> {
        private static final Pattern FORM = Pattern.compile("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*");

        @Override
        public String convert(String text) {
            if (!FORM.matcher(text).matches()) {
                throw new TypeConversionException("'" + text + "' is not HOST:PORT[,HOST:PORT]");
            }
            return text;
        }
    }

    /** A ClickHouse output format. */
    static final class FormatName implements ITypeConverter<String> {
        private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]{1,64}");

        @Override
        public String convert(String text) {
            if (!FORM.matcher(text).matches()) {
                throw new TypeConversionException("'" + text + "' is not the name of a format");
            }
            return text;
        }
    }

    private static int number(String text, int least, int most, String what) {
        if (text.matches("\\d{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new TypeConversionException("'" + text + "' is not " + what + " from " + least + " to " + most);
    }

    private static URI url(String text, Set<String> schemes) {
        try {
            URI uri = URI.create(text);
            String path = uri.getPath();
            boolean bare = (path == null || path.isEmpty() || path.equals("/"))
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && uri.getUserInfo() == null;
            if (uri.getScheme() != null && schemes.contains(uri.getScheme()) && uri.getHost() != null && bare) {
                return URI.create(uri.getScheme() + "://" + uri.getRawAuthority());
            }
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is not a URL");
        }
        throw new TypeConversionException("'" + text + "' is not "
                + String.join(":// or ", schemes.stream().sorted().toList()) + "://HOST[:PORT]");
    }
}
