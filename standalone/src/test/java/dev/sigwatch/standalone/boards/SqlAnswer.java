package dev.sigwatch.standalone.boards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseReader;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a query answered.
 *
 * @param names of the columns
 * @param types of the columns, ClickHouse's
 * @param rows values in the order of the columns
 */
record SqlAnswer(List<String> names, List<String> types, List<JsonNode> rows) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static SqlAnswer of(ClickHouseConfig config, String sql) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ClickHouseReader(config).query(sql, "JSONCompact", out);
        JsonNode answer = JSON.readTree(out.toByteArray());
        List<JsonNode> rows = new ArrayList<>();
        answer.path("data").forEach(rows::add);
        return new SqlAnswer(
                answer.path("meta").findValuesAsText("name"),
                answer.path("meta").findValuesAsText("type"),
                rows);
    }

    boolean isTime(int column) {
        return bare(types.get(column)).startsWith("DateTime");
    }

    boolean isNumber(int column) {
        return bare(types.get(column)).matches("(U?Int|Float)\\d+");
    }

    boolean isText(int column) {
        return bare(types.get(column)).equals("String");
    }

    /** The type without what wraps it. */
    static String bare(String type) {
        return type.replaceAll("(Nullable|LowCardinality)\\(", "").replaceAll("\\)+$", "");
    }
}
