package dev.sigwatch.job.type;

import dev.sigwatch.audit.AccountFacts;
import dev.sigwatch.audit.Binding;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.ExportFacts;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.FrameFacts;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.RegistryFacts;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A checked frame, or part of an export, on its way to its DID. Version 1 knew neither tree proofs nor exports, version 2
 * no streams of a PDS's own, version 3 nothing of the registry's rules. */
final class CheckedEventCodec implements Codec<CheckedEvent> {
    private static final long serialVersionUID = 1L;
    private static final int WITHOUT_TREE = 1;
    private static final int WITH_REGISTRY = 4;

    @Override
    public String name() {
        return "checked-event";
    }

    @Override
    public Class<CheckedEvent> type() {
        return CheckedEvent.class;
    }

    @Override
    public int version() {
        return 4;
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
        Wire.constant(event.tree(), out);
        Wire.optional(event.export(), out, CheckedEventCodec::writeExport);
        Wire.optional(event.account(), out, CheckedEventCodec::writeAccount);
        out.writeBoolean(event.facts().direct());
    }

    @Override
    public CheckedEvent read(int version, DataInputView in) throws IOException {
        CheckedEvent event = new CheckedEvent(
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
                Wire.list(in, from -> readRecord(version, from)),
                Wire.bytes(in),
                Wire.bytes(in),
                version == WITHOUT_TREE ? Proof.UNPROVEN : Wire.constant(Proof.class, in),
                version == WITHOUT_TREE ? null : Wire.optional(in, CheckedEventCodec::readExport),
                version == WITHOUT_TREE ? null : Wire.optional(in, CheckedEventCodec::readAccount));
        boolean direct = version > 2 && in.readBoolean();
        return direct ? event.with(event.facts().asDirect()) : event;
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
        writeRegistry(record.registry(), out);
        Wire.list(record.findings(), out, CheckedEventCodec::writeFinding);
    }

    private static void writeRegistry(RegistryFacts registry, DataOutputView out) throws IOException {
        Wire.constant(registry.binding(), out);
        Wire.text(registry.era(), out);
        Wire.text(registry.targetDigest(), out);
        Wire.text(registry.targetDid(), out);
        Wire.text(registry.beforeDigest(), out);
        Wire.text(registry.mark(), out);
        Wire.list(registry.references(), out, CheckedEventCodec::writeReference);
    }

    private static RegistryFacts readRegistry(DataInputView in) throws IOException {
        return new RegistryFacts(
                Wire.constant(Binding.class, in),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.list(in, CheckedEventCodec::readReference));
    }

    private static void writeReference(RegistryFacts.Reference reference, DataOutputView out) throws IOException {
        out.writeBoolean(reference.isChild());
        Wire.text(reference.digest(), out);
        Wire.text(reference.mediaType(), out);
        out.writeLong(reference.size());
    }

    private static RegistryFacts.Reference readReference(DataInputView in) throws IOException {
        return new RegistryFacts.Reference(in.readBoolean(), Wire.text(in), Wire.text(in), in.readLong());
    }

    private static RecordFacts readRecord(int version, DataInputView in) throws IOException {
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
                version < WITH_REGISTRY ? RegistryFacts.NONE : readRegistry(in),
                Wire.list(in, CheckedEventCodec::readFinding));
    }

    private static void writeExport(ExportFacts export, DataOutputView out) throws IOException {
        Wire.text(export.source(), out);
        Wire.text(export.reason(), out);
        out.writeInt(export.index());
        out.writeInt(export.count());
        out.writeLong(export.bytes());
        out.writeLong(export.records());
        Wire.text(export.failure(), out);
    }

    private static ExportFacts readExport(DataInputView in) throws IOException {
        return new ExportFacts(
                Wire.text(in), Wire.text(in), in.readInt(), in.readInt(), in.readLong(), in.readLong(), Wire.text(in));
    }

    private static void writeAccount(AccountFacts account, DataOutputView out) throws IOException {
        out.writeBoolean(account.active());
        Wire.text(account.status(), out);
    }

    private static AccountFacts readAccount(DataInputView in) throws IOException {
        return new AccountFacts(in.readBoolean(), Wire.text(in));
    }
}
