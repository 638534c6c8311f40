package dev.sigwatch.job.alert;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.PolicyAlerts;
import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.job.type.FlinkTypes;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells of every edit of a policy document, once: whoever can edit it can silence an alert. And of entries of the watchlist that
 * expire. Keyed by the kind of document.
 */
public final class PolicyChanges extends KeyedProcessFunction<String, PolicyText, Alert> {
    private static final long serialVersionUID = 1L;

    /** How often it is looked whether an entry expires: the steps are days. */
    private static final long LOOK_MILLIS = Duration.ofHours(1).toMillis();

    private transient AlertMetrics metrics;
    private transient ValueState<PolicyText> last;

    /** When it was last looked what expires, microseconds since the epoch. */
    private transient ValueState<Long> looked;

    @Override
    public void open(OpenContext context) {
        metrics = new AlertMetrics(getRuntimeContext().getMetricGroup());
        last = getRuntimeContext().getState(new ValueStateDescriptor<>("document", FlinkTypes.POLICY_TEXT));
        looked = getRuntimeContext().getState(new ValueStateDescriptor<>("looked", Types.LONG));
    }

    @Override
    public void processElement(PolicyText text, Context context, Collector<Alert> out) throws Exception {
        PolicyText before = last.value();
        boolean isNew = before == null || !before.text().equals(text.text());
        if (isNew) {
            last.update(text);
            tell(PolicyAlerts.edited(before, text), out);
        }
        if (isNew || looked.value() == null) {
            look(text, 0, context.timerService(), out);
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Alert> out) throws Exception {
        PolicyText text = last.value();
        Long since = looked.value();
        if (text != null && since != null) {
            look(text, since, context.timerService(), out);
        }
    }

    private void look(PolicyText text, long since, TimerService time, Collector<Alert> out) throws Exception {
        long millis = time.currentProcessingTime();
        tell(PolicyAlerts.expiring(text, since, millis * 1_000), out);
        looked.update(millis * 1_000);
        // At full hours, so that however many edits there are there is one timer.
        time.registerProcessingTimeTimer((millis / LOOK_MILLIS + 1) * LOOK_MILLIS);
    }

    private void tell(List<Alert> alerts, Collector<Alert> out) {
        for (Alert alert : alerts) {
            metrics.told(alert);
            out.collect(alert);
        }
    }
}
