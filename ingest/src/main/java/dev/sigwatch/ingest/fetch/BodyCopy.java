package dev.sigwatch.ingest.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Takes a response's body, never more than its limits allow, into memory or elsewhere. */
final class BodyCopy {
    private static final int CHUNK = 64 << 10;
    private static final double NANOS = 1e9;

    private BodyCopy() {}

    static byte[] toMemory(@Nullable HttpEntity entity, int maxBytes) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        checkAnnounced(entity, maxBytes);
        InputStream in = entity.getContent();
        byte[] body = in.readNBytes(maxBytes);
        if (body.length == maxBytes && in.read() != -1) {
            throw new TooLargeException(maxBytes);
        }
        return body;
    }

    static void toStream(@Nullable HttpEntity entity, FetchLimits limits, OutputStream into) throws IOException {
        if (entity == null) {
            return;
        }
        checkAnnounced(entity, limits.maxBytes());
        InputStream in = entity.getContent();
        byte[] chunk = new byte[CHUNK];
        long begun = System.nanoTime();
        long copied = 0;
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            copied += read;
            if (copied > limits.maxBytes()) {
                throw new TooLargeException(limits.maxBytes());
            }
            checkPace(copied, System.nanoTime() - begun, limits);
            try {
                into.write(chunk, 0, read);
            } catch (IOException e) {
                throw new UnstoredException(e);
            }
        }
    }

    private static void checkAnnounced(HttpEntity entity, long maxBytes) throws TooLargeException {
        if (entity.getContentLength() > maxBytes) {
            throw new TooLargeException(maxBytes);
        }
    }

    private static void checkPace(long copied, long nanos, FetchLimits limits) throws SocketTimeoutException {
        boolean beginning = nanos <= limits.read().toNanos();
        if (!beginning && copied < limits.minRate() * (nanos / NANOS)) {
            throw new SocketTimeoutException("slower than " + limits.minRate() + " bytes a second");
        }
    }

    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(long maxBytes) {
            super("more than " + maxBytes + " bytes");
        }
    }

    /** What came could not be written down: our trouble, not the other side's. */
    static final class UnstoredException extends IOException {
        private static final long serialVersionUID = 1L;

        UnstoredException(IOException cause) {
            super(cause);
        }
    }
}
