package dev.sigwatch.job.type;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.FrameFacts;
import dev.sigwatch.audit.RecordFacts;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A checked frame on its way to its DID. */
final class CheckedEventCodec implements Codec<CheckedEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "checked-event";
    }

    @Override
    public Class<CheckedEvent> type() {
        return CheckedEvent.class;
    }

    @Override
    public void write(CheckedEvent event, DataOutputView out) throws IOException {
        writeFacts(event.facts(), out);
        Wire.constant(event.kind(), out);
        Wire.text(event.did(), out);
        Wire.text(event.rev(), out);
        Wire.text(event.since(), out);
        Wire.text(event.commitCid(), out);
        Wire.text(event.dataCid(), out);
        Wire.text(event.prevDataCid(), out);
        out.writeInt(event.ops());
        Wire.bytes(event.digest(), out);
        Wire.bytes(event.signature(), out);
        Wire.list(event.findings(), out, CheckedEventCodec::writeFinding);
        Wire.list(event.records(), out, CheckedEventCodec::writeRecord);
        Wire.bytes(event.commitBlock(), out);
        Wire.bytes(event.frame(), out);
    }

    @Override
    public CheckedEvent read(int version, DataInputView in) throws IOException {
        return new CheckedEvent(
                readFacts(in),
                Wire.constant(EventKind.class, in),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                in.readInt(),
                Wire.bytes(in),
                Wire.bytes(in),
                Wire.list(in, CheckedEventCodec::readFinding),
                Wire.list(in, CheckedEventCodec::readRecord),
                Wire.bytes(in),
                Wire.bytes(in));
    }

    private static void writeFacts(FrameFacts facts, DataOutputView out) throws IOException {
        Wire.text(facts.host(), out);
        out.writeLong(facts.seq());
        out.writeLong(facts.receivedAt());
        out.writeBoolean(facts.inScope());
        out.writeInt(facts.size());
        out.writeInt(facts.partition());
        out.writeLong(facts.offset());
    }

    private static FrameFacts readFacts(DataInputView in) throws IOException {
        return new FrameFacts(
                Wire.text(in),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readInt(),
                in.readInt(),
                in.readLong());
    }

    static void writeFinding(Finding finding, DataOutputView out) throws IOException {
        Wire.constant(finding.code(), out);
        Wire.text(finding.detail(), out);
    }

    static Finding readFinding(DataInputView in) throws IOException {
        return new Finding(Wire.constant(FindingCode.class, in), Wire.text(in));
    }

    private static void writeRecord(RecordFacts record, DataOutputView out) throws IOException {
        out.writeInt(record.index());
        Wire.text(record.collection(), out);
        Wire.text(record.rkey(), out);
        Wire.text(record.action(), out);
        Wire.text(record.recordCid(), out);
        Wire.text(record.prevCid(), out);
        Wire.text(record.repository(), out);
        Wire.text(record.digest(), out);
        Wire.text(record.blobDigest(), out);
        Wire.text(record.mediaType(), out);
        Wire.text(record.tag(), out);
        Wire.text(record.manifestUri(), out);
        Wire.text(record.holdDid(), out);
        out.writeLong(record.createdAt());
        Wire.text(record.json(), out);
        Wire.list(record.findings(), out, CheckedEventCodec::writeFinding);
    }

    private static RecordFacts readRecord(DataInputView in) throws IOException {
        return new RecordFacts(
                in.readInt(),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                in.readLong(),
                Wire.text(in),
                Wire.list(in, CheckedEventCodec::readFinding));
    }
}
