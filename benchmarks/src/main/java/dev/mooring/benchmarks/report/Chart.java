package dev.mooring.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A bar chart as SVG, which the reader's light or dark scheme colours. */
final class Chart {
    private static final int LABEL = 250;
    private static final int BARS = 420;
    private static final int WIDTH = LABEL + BARS + 110;
    private static final int ROW = 28;
    private static final int TOP = 52;

    private final String title;
    private final List<Bar> bars = new ArrayList<>();

    private record Bar(String label, double value, boolean ours) {}

    Chart(String title) {
        this.title = title;
    }

    void bar(String label, double value, boolean ours) {
        bars.add(new Bar(label, value, ours));
    }

    String svg() {
        int height = TOP + ROW * bars.size() + 12;
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">
                  <style>
                    text { font: 14px sans-serif; fill: #1f2328; }
                    .title { font-weight: bold; }
                    .ours { fill: #0969da; }
                    .other { fill: #8c959f; }
                    @media (prefers-color-scheme: dark) {
                      text { fill: #e6edf3; }
                      .ours { fill: #4493f8; }
                      .other { fill: #6e7681; }
                    }
                  </style>
                  <text class="title" x="8" y="26">%s</text>
                """.formatted(WIDTH, height, escaped(title), escaped(title)));
        double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
        for (int i = 0; i < bars.size(); i++) {
            svg.append(row(bars.get(i), TOP + ROW * i, most));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String row(Bar bar, int y, double most) {
        double width = Math.max(1, BARS * bar.value() / most);
        return String.format(
                Locale.ROOT,
                """
                  <text x="%d" y="%d" text-anchor="end">%s</text>
                  <rect class="%s" x="%d" y="%d" width="%.1f" height="18" rx="3"/>
                  <text x="%.1f" y="%d">%s</text>
                """,
                LABEL - 10,
                y + 14,
                escaped(bar.label()),
                bar.ours() ? "ours" : "other",
                LABEL,
                y,
                width,
                LABEL + width + 8,
                y + 14,
                Measured.number(bar.value()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
