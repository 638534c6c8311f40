package dev.sigwatch.job.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.audit.alert.KeyOwners;
import dev.sigwatch.audit.judge.KnownRecord;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlinkTypesTest {
    private static final long SEED = 20_261_120;
    private static final int ROUNDS = 100;

    static List<BinaryTypeInformation<?>> all() {
        return FlinkTypes.ALL;
    }

    @ParameterizedTest
    @MethodSource("all")
    <T> void everyTypeComesBackAsItWas(BinaryTypeInformation<T> type) throws IOException {
        RandomValues values = new RandomValues(SEED);
        TypeSerializer<T> serializer = type.serializer();
        for (int round = 0; round < ROUNDS; round++) {
            T value = type.getTypeClass().cast(values.of(type.toString()));
            byte[] bytes = write(serializer, value);
            DataInputDeserializer in = new DataInputDeserializer(bytes);

            T back = serializer.deserialize(in);

            assertThat(back)
                    .as("seed %d round %d", SEED, round)
                    .usingRecursiveComparison()
                    .isEqualTo(value);
            assertThat(in.available()).isZero();
            assertThat(write(serializer, back)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    <T> void copyOfBytesIsTheSameBytes(BinaryTypeInformation<T> type) throws IOException {
        TypeSerializer<T> serializer = type.serializer();
        byte[] bytes = write(serializer, type.getTypeClass().cast(new RandomValues(SEED).of(type.toString())));
        DataOutputSerializer out = new DataOutputSerializer(64);

        serializer.copy(new DataInputDeserializer(bytes), out);

        assertThat(out.getCopyOfBuffer()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("all")
    <T> void aCheckpointNamesItsCodec(BinaryTypeInformation<T> type) throws IOException {
        TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());

        TypeSerializerSnapshot<T> read = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());

        assertThat(read.restoreSerializer()).isEqualTo(serializer);
        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(read)
                        .isCompatibleAsIs())
                .isTrue();
    }

    @Test
    void namesAreUnique() {
        assertThat(FlinkTypes.ALL).extracting(Object::toString).doesNotHaveDuplicates();
    }

    /** The forms in which checkpoints hold them, whatever the classes are called. */
    @Test
    void whoHasAKeyIsReadAsItWasFirstWritten() throws IOException {
        DataOutputSerializer claim = new DataOutputSerializer(64);
        claim.writeByte(1);
        Wire.text("did:plc:a", claim);
        Wire.text("did:key:1", claim);
        Wire.text("https://x", claim);
        Wire.list(List.of("did:key:r"), claim, Wire::text);
        claim.writeLong(5);
        claim.writeBoolean(true);
        DataOutputSerializer holders = new DataOutputSerializer(64);
        holders.writeByte(1);
        Wire.list(List.of("did:plc:a", "did:plc:b"), holders, (did, to) -> {
            Wire.text(did, to);
            Wire.text("https://x", to);
            Wire.list(List.of("did:key:r"), to, Wire::text);
        });

        assertThat(FlinkTypes.KEY_CLAIM).hasToString("key-claim");
        assertThat(FlinkTypes.KEY_CLAIM.serializer().deserialize(new DataInputDeserializer(claim.getCopyOfBuffer())))
                .isEqualTo(new KeyOwners.Claim("did:key:1", "did:plc:a", "https://x", List.of("did:key:r"), true, 5));
        assertThat(FlinkTypes.KEY_OWNERS).hasToString("key-holders");
        assertThat(FlinkTypes.KEY_OWNERS.serializer().deserialize(new DataInputDeserializer(holders.getCopyOfBuffer())))
                .isEqualTo(new KeyOwners(List.of(
                        new KeyOwners.Holder("did:plc:a", "https://x", List.of("did:key:r")),
                        new KeyOwners.Holder("did:plc:b", "https://x", List.of("did:key:r")))));
    }

    @Test
    void aRecordRememberedByItsCidAloneIsReadAsSuch() throws IOException {
        DataOutputSerializer first = new DataOutputSerializer(64);
        first.writeByte(1);
        Wire.text("bafyrecord", first);
        first.writeLong(7);

        assertThat(FlinkTypes.KNOWN_RECORD.serializer().deserialize(new DataInputDeserializer(first.getCopyOfBuffer())))
                .isEqualTo(new KnownRecord("bafyrecord", 7, "", false, "", "", "", List.of(), "", "", "", -1));
    }

    @Test
    void stateOfANewerVersionIsRefused() {
        byte[] bytes = {4, 0, 0, 0, 0};

        assertThatThrownBy(() -> FlinkTypes.REPO_HEAD.serializer().deserialize(new DataInputDeserializer(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 4");
    }

    private static <T> byte[] write(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }
}
