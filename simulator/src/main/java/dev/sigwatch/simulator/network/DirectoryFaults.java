package dev.sigwatch.simulator.network;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** What a directory, or what stands before it, can do to those who ask. */
final class DirectoryFaults {
    /** Requests that fail before the directory has recovered. */
    private static final int FAILURES = 2;
    /** Twice what a careful client reads. */
    private static final int HUGE = 2 << 20;

    private DirectoryFaults() {}

    static DirectoryAnswer notFound(DirectoryAnswer honest, int request) {
        return DirectoryAnswer.error(404, "DID not registered");
    }

    static DirectoryAnswer tooManyRequests(DirectoryAnswer honest, int request) {
        return request > FAILURES
                ? honest
                : DirectoryAnswer.error(429, "rate limited").retryAfter(1);
    }

    static DirectoryAnswer failsAtFirst(DirectoryAnswer honest, int request) {
        return request > FAILURES ? honest : fails(honest, request);
    }

    static DirectoryAnswer fails(DirectoryAnswer honest, int request) {
        return DirectoryAnswer.error(500, "internal error");
    }

    static DirectoryAnswer slow(DirectoryAnswer honest, int request) {
        return honest.after(Duration.ofSeconds(3));
    }

    static DirectoryAnswer hangs(DirectoryAnswer honest, int request) {
        return honest.after(Duration.ofHours(1));
    }

    static DirectoryAnswer huge(DirectoryAnswer honest, int request) {
        byte[] body = Arrays.copyOf(honest.body(), HUGE);
        Arrays.fill(body, honest.body().length, HUGE, (byte) ' ');
        return honest.withBody(body);
    }

    static DirectoryAnswer garbage(DirectoryAnswer honest, int request) {
        return honest.withBody("<html><title>Be right back</title></html>".getBytes(StandardCharsets.UTF_8));
    }
}
