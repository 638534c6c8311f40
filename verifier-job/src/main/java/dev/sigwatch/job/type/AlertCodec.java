package dev.sigwatch.job.type;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Route;
import dev.sigwatch.audit.alert.Rule;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** An incident as it stands. */
final class AlertCodec implements Codec<Alert> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "alert";
    }

    @Override
    public Class<Alert> type() {
        return Alert.class;
    }

    @Override
    public void write(Alert value, DataOutputView out) throws IOException {
        Wire.text(value.id(), out);
        out.writeInt(value.version());
        Wire.constant(value.rule(), out);
        Wire.constant(value.priority(), out);
        Wire.constant(value.status(), out);
        Wire.constant(value.route(), out);
        Wire.text(value.did(), out);
        Wire.text(value.handle(), out);
        out.writeBoolean(value.handleVerified());
        Wire.text(value.object(), out);
        Wire.text(value.title(), out);
        Wire.text(value.sentence(), out);
        out.writeLong(value.raisedAt());
        out.writeLong(value.updatedAt());
        Wire.optional(value.deadlineAt(), out, (deadline, to) -> to.writeLong(deadline));
        Wire.list(value.findings(), out, Wire::text);
        Wire.list(value.evidence(), out, Wire::text);
        out.writeInt(value.occurrences());
        Wire.text(value.watchItem(), out);
        Wire.text(value.explainedBy(), out);
        Wire.list(value.story(), out, (line, to) -> {
            to.writeLong(line.at());
            Wire.text(line.text(), to);
            Wire.text(line.evidence(), to);
        });
        Wire.texts(value.facts(), out);
        Wire.list(value.commands(), out, Wire::text);
    }

    @Override
    public Alert read(int version, DataInputView in) throws IOException {
        return new Alert(
                Wire.text(in),
                in.readInt(),
                Wire.constant(Rule.class, in),
                Wire.constant(Priority.class, in),
                Wire.constant(Alert.Status.class, in),
                Wire.constant(Route.class, in),
                Wire.text(in),
                Wire.text(in),
                in.readBoolean(),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                in.readLong(),
                in.readLong(),
                Wire.optional(in, DataInputView::readLong),
                Wire.list(in, Wire::text),
                Wire.list(in, Wire::text),
                in.readInt(),
                Wire.text(in),
                Wire.text(in),
                Wire.list(in, from -> new Alert.StoryLine(from.readLong(), Wire.text(from), Wire.text(from))),
                Wire.texts(in),
                Wire.list(in, Wire::text));
    }
}
