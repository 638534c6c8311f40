package dev.sigwatch.job.alert;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.policy.PolicyDiff;
import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.job.type.FlinkTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Tells of every edit of a policy document, once: whoever can edit it can silence an alert. Keyed by the kind of document. */
public final class PolicyChanges extends KeyedProcessFunction<String, PolicyText, Alert> {
    private static final long serialVersionUID = 1L;

    private transient AlertMetrics metrics;
    private transient ValueState<PolicyText> last;

    @Override
    public void open(OpenContext context) {
        metrics = new AlertMetrics(getRuntimeContext().getMetricGroup());
        last = getRuntimeContext().getState(new ValueStateDescriptor<>("document", FlinkTypes.POLICY_TEXT));
    }

    @Override
    public void processElement(PolicyText text, Context context, Collector<Alert> out) throws Exception {
        PolicyText before = last.value();
        if (before != null && before.text().equals(text.text())) {
            return;
        }
        last.update(text);
        if (before != null) {
            Alert alert = edited(before, text);
            metrics.told(alert);
            out.collect(alert);
        }
    }

    private static Alert edited(PolicyText before, PolicyText after) {
        String name = after.kind().wireName();
        List<String> diff = PolicyDiff.lines(before.text(), after.text());
        List<Alert.StoryLine> story = new ArrayList<>();
        diff.forEach(line -> story.add(new Alert.StoryLine(after.publishedAt(), line, "")));
        return new Alert(
                Rule.S6.name() + "-" + name + "-" + after.publishedAt(),
                1,
                Rule.S6,
                Rule.S6.priority(),
                Alert.Status.OPEN,
                Rule.S6.route(),
                "",
                "",
                false,
                name,
                "The " + name + " was edited",
                "The " + name + " is another than before (" + after.source()
                        + "): what is watched or expected changed from here on. "
                        + "If nobody of yours did this, somebody prepares not to be noticed.",
                after.publishedAt(),
                after.publishedAt(),
                null,
                List.of(),
                List.of(),
                1,
                "",
                "",
                story.subList(0, Math.min(story.size(), Alert.MAX_STORY)),
                Map.of("document", name, "source", after.source()),
                List.of());
    }
}
