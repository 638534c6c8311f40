package dev.sigwatch.job.type;

import dev.sigwatch.audit.stream.PolicyText;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A document that people keep and alerts follow. */
final class PolicyTextCodec implements Codec<PolicyText> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "policy-text";
    }

    @Override
    public Class<PolicyText> type() {
        return PolicyText.class;
    }

    @Override
    public void write(PolicyText value, DataOutputView out) throws IOException {
        Wire.constant(value.kind(), out);
        Wire.text(value.text(), out);
        Wire.text(value.source(), out);
        out.writeLong(value.publishedAt());
    }

    @Override
    public PolicyText read(int version, DataInputView in) throws IOException {
        return new PolicyText(Wire.constant(PolicyText.Kind.class, in), Wire.text(in), Wire.text(in), in.readLong());
    }
}
