package dev.sigwatch.atproto.repo;

import java.io.IOException;

/** An export at rest that can be read from anywhere: bytes that stay as they are while it is in use. */
public interface ExportFile {
    /** Returns the number of bytes. */
    long size() throws IOException;

    /**
     * Reads exactly {@code length} bytes.
     *
     * @param position of the first byte, such that all lie before {@link #size()}
     * @throws IOException if they cannot be read
     */
    void read(long position, byte[] into, int offset, int length) throws IOException;

    /** Returns an export that is in memory. */
    static ExportFile of(byte[] bytes) {
        return new ExportFile() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public void read(long position, byte[] into, int offset, int length) {
                System.arraycopy(bytes, Math.toIntExact(position), into, offset, length);
            }
        };
    }
}
