package dev.sigwatch.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sigwatch.dashboards.alerts.AlertRules;
import dev.sigwatch.dashboards.boards.Boards;
import dev.sigwatch.dashboards.grafana.AlertYaml;
import dev.sigwatch.dashboards.grafana.BoardJson;
import dev.sigwatch.dashboards.grafana.Provisioning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes everything that Grafana reads, and the README's part about it: {@code Generate FOLDER}, the folder of this module. */
public final class Generate {

    private static final ObjectMapper JSON =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private static final String HEADER = "# Written by dashboards/generate: change the source, not this file.\n";

    private Generate() {}

    /** @param args the folder that has {@code grafana} and {@code README.md} */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("usage: Generate FOLDER");
            System.exit(64);
        }
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path path = Path.of(args[0], "grafana").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Path readme = Path.of(args[0], "README.md");
        Files.writeString(readme, BoardTables.into(Files.readString(readme)));
    }

    /** Texts by the path of their file below {@code grafana}. */
    public static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (Board board : Boards.all()) {
            files.put("boards/" + board.uid() + ".json", json(BoardJson.of(board, Boards.all())));
        }
        files.put("provisioning/datasources/sigwatch.yaml", yaml(Provisioning.datasources()));
        files.put("provisioning/dashboards/sigwatch.yaml", yaml(Provisioning.boards()));
        files.put("provisioning/alerting/rules.yaml", yaml(AlertYaml.rules(AlertRules.groups())));
        files.put("provisioning/alerting/contact-point.yaml", yaml(AlertYaml.alertmanager()));
        files.put("provisioning/alerting/policy.yaml", yaml(AlertYaml.policy()));
        files.put("instead/contact-point-webhook.yaml", yaml(AlertYaml.webhook()));
        return files;
    }

    private static String json(Map<String, Object> board) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        try {
            return JSON.writer(printer).writeValueAsString(board) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String yaml(Map<String, Object> file) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndent(2)
                .setWidth(400)
                .setBestLineBreak("\n")
                .build();
        return HEADER + new Dump(settings).dumpToString(file);
    }
}
