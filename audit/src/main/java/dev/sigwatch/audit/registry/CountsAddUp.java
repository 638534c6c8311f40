package dev.sigwatch.audit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;

/** Counts are not negative, and a scan's total is at least the sum of its parts; it may count further kinds. */
final class CountsAddUp implements RecordCheck {
    private static final List<String> PARTS = List.of("critical", "high", "medium", "low");
    private static final String TOTAL = "total";

    @Override
    public void check(RegistryRecord record, Consumer<Finding> findings) {
        Places wrong = new Places();
        if (record.isIn(Nsids.STATS)) {
            count(record, "pullCount", wrong);
            count(record, "pushCount", wrong);
        } else if (record.isIn(Nsids.SCAN)) {
            BigInteger sum = BigInteger.ZERO;
            for (String part : PARTS) {
                sum = sum.add(count(record, part, wrong));
            }
            BigInteger total = count(record, TOTAL, wrong);
            if (record.contents().json().path(TOTAL).isIntegralNumber() && total.compareTo(sum) < 0) {
                wrong.add("total " + Quoted.text(total.toString()) + " of " + Quoted.text(sum.toString()));
            }
        }
        if (!wrong.isEmpty()) {
            findings.accept(FindingCode.COUNTS.found(wrong.toString()));
        }
    }

    private static BigInteger count(RegistryRecord record, String field, Places wrong) {
        JsonNode value = record.contents().json().path(field);
        if (!value.isIntegralNumber()) {
            return BigInteger.ZERO;
        }
        BigInteger count = value.bigIntegerValue();
        if (count.signum() < 0) {
            wrong.add(field + " " + Quoted.text(count.toString()));
        }
        return count;
    }
}
