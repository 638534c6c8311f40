package dev.sigwatch.sink.row;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows a stored column and a record's component as the same text, whatever characters are in it. */
final class RowText {

    private RowText() {}

    /** SQL that shows a column the way {@link #value} shows a component: texts and bytes as hex, times as numbers. */
    static String column(String column, String type) {
        if (type.contains("Map(")) {
            return "arrayStringConcat(arraySort(arrayMap((k, v) -> hex(k) || '=' || toString(v), mapKeys(" + column
                    + "), mapValues(" + column + "))), ',')";
        }
        if (type.startsWith("Array(")) {
            return "arrayStringConcat(arrayMap(x -> hex(x), " + column + "), ',') || '/' || toString(length(" + column
                    + "))";
        }
        if (type.contains("DateTime64")) {
            return "ifNull(toString(toUnixTimestamp64Micro(" + column + ")), 'null')";
        }
        return type.contains("String") || type.startsWith("Enum8")
                ? "hex(toString(" + column + "))"
                : "toString(" + column + ")";
    }

    static String value(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(RowText::value).collect(Collectors.joining(",")) + "/" + list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> value(entry.getKey()) + "=" + entry.getValue())
                    .sorted()
                    .collect(Collectors.joining(","));
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().withUpperCase().formatHex(bytes);
        }
        return value instanceof String text
                ? HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_8))
                : String.valueOf(value);
    }
}
