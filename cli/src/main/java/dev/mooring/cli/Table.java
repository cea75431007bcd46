package dev.mooring.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Rows of text whose columns are aligned when all are known. */
final class Table {
    private static final String GAP = "  ";

    private final Set<Integer> rightAligned;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with the given columns aligned to the right, the others to the left. */
    Table(Integer... rightAligned) {
        this.rightAligned = Set.of(rightAligned);
    }

    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The rows, each as a line without trailing blanks. */
    List<String> lines() {
        int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
        for (List<String> row : rows) {
            Arrays.setAll(
                    widths, i -> i < row.size() ? Math.max(widths[i], row.get(i).length()) : widths[i]);
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String padding = " ".repeat(widths[i] - row.get(i).length());
            line.append(rightAligned.contains(i) ? padding + row.get(i) : row.get(i) + padding)
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
