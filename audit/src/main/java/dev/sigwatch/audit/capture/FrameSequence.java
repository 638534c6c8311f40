package dev.sigwatch.audit.capture;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** {@code frames.cborseq}, read and written one frame at a time. */
public final class FrameSequence {
    private static final int FIELDS = 4;

    /** A frame may be unreadable because it is too long; twice the protocol's limit still shows that it is. */
    private static final int MAX_FRAME = 10_000_000;

    private static final CBORFactory CBOR = CBORFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_FRAME)
                    .maxNestingDepth(FIELDS)
                    .build())
            .build();

    private FrameSequence() {}

    /** Reads a sequence. */
    public static final class Reader implements Closeable {
        private final CBORParser parser;
        private long index;

        public Reader(InputStream in) throws IOException {
            this.parser = CBOR.createParser(in);
        }

        /**
         * The next frame, null at the end.
         *
         * @throws CaptureException if what follows is not a frame; the message says which one
         */
        public @Nullable CaptureFrame next() throws CaptureException {
            try {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return null;
                }
                require(token == JsonToken.START_ARRAY);
                require(parser.nextToken() == JsonToken.VALUE_STRING);
                String host = parser.getText();
                require(parser.nextToken() == JsonToken.VALUE_NUMBER_INT);
                long seq = parser.getLongValue();
                require(parser.nextToken() == JsonToken.VALUE_NUMBER_INT);
                long receivedAt = parser.getLongValue();
                require(parser.nextToken() == JsonToken.VALUE_EMBEDDED_OBJECT);
                byte[] bytes = parser.getBinaryValue();
                require(bytes != null && parser.nextToken() == JsonToken.END_ARRAY);
                index++;
                return new CaptureFrame(host, Math.max(-1, seq), receivedAt, bytes);
            } catch (IOException e) {
                if (e instanceof CaptureException known) {
                    throw known;
                }
                throw new CaptureException("frame " + index + " is not [host, seq, received_at, bytes]", e);
            }
        }

        private void require(boolean condition) throws CaptureException {
            if (!condition) {
                throw new CaptureException("frame " + index + " is not [host, seq, received_at, bytes]", null);
            }
        }

        @Override
        public void close() throws IOException {
            parser.close();
        }
    }

    /** Writes a sequence. */
    public static final class Writer implements Closeable {
        private final CBORGenerator generator;

        public Writer(OutputStream out) throws IOException {
            this.generator = CBOR.createGenerator(out);
        }

        public void write(CaptureFrame frame) throws IOException {
            generator.writeStartArray(null, FIELDS);
            generator.writeString(frame.host());
            generator.writeNumber(frame.seq());
            generator.writeNumber(frame.receivedAt());
            generator.writeBinary(frame.bytes());
            generator.writeEndArray();
        }

        /** Hands everything written so far to the stream below. */
        public void flush() throws IOException {
            generator.flush();
        }

        @Override
        public void close() throws IOException {
            generator.close();
        }
    }
}
