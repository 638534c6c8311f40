package dev.sigwatch.sink;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what ClickHouse says when it refuses: which code, and whether trying again makes sense. */
public final class ServerErrors {

    /**
     * Codes of a server that is overloaded, starting, stopping or out of something, from ClickHouse's
     * {@code src/Common/ErrorCodes.cpp}. Any other code means that the request, the rights or the schema are wrong.
     */
    private static final Set<Integer> RETRYABLE = Set.of(
            75, // CANNOT_WRITE_TO_FILE_DESCRIPTOR: disk full
            159, // TIMEOUT_EXCEEDED
            173, // CANNOT_ALLOCATE_MEMORY
            202, // TOO_MANY_SIMULTANEOUS_QUERIES
            209, // SOCKET_TIMEOUT
            210, // NETWORK_ERROR
            236, // ABORTED: the server is stopping
            241, // MEMORY_LIMIT_EXCEEDED
            242, // TABLE_IS_READ_ONLY: a replica that is starting
            243, // NOT_ENOUGH_SPACE
            252, // TOO_MANY_PARTS
            319, // UNKNOWN_STATUS_OF_INSERT
            394, // QUERY_WAS_CANCELLED
            425, // SYSTEM_ERROR
            439, // CANNOT_SCHEDULE_TASK
            745, // SERVER_OVERLOADED
            999); // KEEPER_EXCEPTION

    private static final int AUTHENTICATION_FAILED = 516;
    private static final int NO_CODE = 0;
    private static final Pattern CODE = Pattern.compile("Code: (\\d+)\\. ");
    private static final Pattern NOISE =
            Pattern.compile("DB::Exception: |\\s*\\(version [^()]*(\\([^)]*\\))?\\)|\\s*\\(queryId=[^)]*\\)");
    private static final int MESSAGE_CHARS = 1000;

    private ServerErrors() {}

    /**
     * From the text of a refusal.
     *
     * @param text what the server sent; without a code it came from something in between, which may pass
     * @param cause what was thrown, or null
     */
    public static ClickHouseException of(String text, ClickHouseConfig config, @Nullable Throwable cause) {
        Matcher matcher = CODE.matcher(text);
        return matcher.find()
                ? of(Integer.parseInt(matcher.group(1)), text.substring(matcher.start()), config, cause)
                : of(NO_CODE, text, config, cause);
    }

    /** From a refusal whose code is known. */
    public static ClickHouseException of(int code, String text, ClickHouseConfig config, @Nullable Throwable cause) {
        String line = "ClickHouse at " + config.url() + ": " + oneLine(text);
        if (code == AUTHENTICATION_FAILED) {
            return ClickHouseException.permanent(
                    "ClickHouse at " + config.url() + " does not accept user " + config.user()
                            + " with the given password",
                    cause);
        }
        return code == NO_CODE || RETRYABLE.contains(code)
                ? ClickHouseException.retryable(line, cause)
                : ClickHouseException.permanent(line, cause);
    }

    /** No answer, or a broken one. */
    public static ClickHouseException away(Throwable cause, ClickHouseConfig config) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : oneLine(cause.getMessage());
        return ClickHouseException.retryable("no answer from ClickHouse at " + config.url() + " (" + why + ")", cause);
    }

    private static String oneLine(String text) {
        String line = NOISE.matcher(text).replaceAll("").replaceAll("\\s+", " ").strip();
        return line.length() > MESSAGE_CHARS ? line.substring(0, MESSAGE_CHARS) + "…" : line;
    }
}
