package dev.sigwatch.dashboards;

import dev.sigwatch.dashboards.boards.Boards;
import dev.sigwatch.dashboards.boards.OnDemo;

/** The part of the README that says which row and panel answers what. */
public final class BoardTables {

    private static final String BEGIN = "<!-- boards: written by generate -->\n";
    private static final String END = "<!-- end of boards -->\n";

    private BoardTables() {}

    /**
     * The README with that part as it is now.
     *
     * @throws IllegalArgumentException if the marks around the part are not there
     */
    public static String into(String readme) {
        int begin = readme.indexOf(BEGIN);
        int end = readme.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("no part for boards in the README");
        }
        StringBuilder text = new StringBuilder(readme.substring(0, begin)).append(BEGIN);
        for (Board board : Boards.all()) {
            append(board, text);
        }
        return text.append(readme.substring(end)).toString();
    }

    private static void append(Board board, StringBuilder text) {
        text.append("\n### ").append(board.title()).append("\n\n").append(board.question());
        text.append(" File `grafana/boards/").append(board.uid()).append(".json`.\n\n");
        text.append("| row or panel | question it answers | in the demonstration |\n| --- | --- | --- |\n");
        for (Board.Row row : board.rows()) {
            text.append("| **")
                    .append(row.title())
                    .append("** | ")
                    .append(row.question())
                    .append(" | |\n");
            for (Panel panel : row.panels()) {
                text.append("| ").append(panel.title()).append(" | ").append(panel.question());
                text.append(" | ").append(OnDemo.of(board, panel)).append(" |\n");
            }
        }
        text.append('\n');
    }
}
