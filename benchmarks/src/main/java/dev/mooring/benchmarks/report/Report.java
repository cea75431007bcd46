package dev.mooring.benchmarks.report;

import dev.mooring.benchmarks.report.Rows.Way;
import java.util.Optional;

/** The tables that say how results stand: ours beside floor and peer, and every goal. */
final class Report {
    private static final String NOTHING = "–";

    private final Results results;

    Report(Results results) {
        this.results = results;
    }

    String forTerminal() {
        return "\n" + ratios().forTerminal() + "\n" + goals().forTerminal() + "\n" + summary() + "\n";
    }

    /** Microseconds on the typical profile, and their ratios to the floor and to the peer. */
    TextTable ratios() {
        TextTable table = new TextTable(
                "typical profile", "ours, µs", "floor, µs", "ours/floor", "best peer, µs", "peer/ours", "token, chars");
        for (Way way : Way.values()) {
            row(table, way, Rows.AES, "jwe");
            row(table, way, Rows.XAES, "jwe");
            row(table, way, Rows.HMAC, "jws");
        }
        return table;
    }

    private void row(TextTable table, Way way, String token, String kind) {
        Figure ours = Rows.token(Figure::time, way, token, "typical");
        Figure floor = Rows.floor(Figure::time, way, token, "typical");
        Figure peer = Rows.bestPeer(way, kind);
        table.row(
                way.token + ", " + token,
                text(ours),
                text(floor),
                text(ours.over(floor)),
                text(peer),
                text(peer.over(ours)),
                text(Rows.chars(token)));
    }

    TextTable goals() {
        TextTable table = new TextTable("goal", "bound", "measured", "");
        for (Goal goal : Goals.ALL) {
            String state = goal.state(results).text;
            boolean close = goal.in(results).filter(goal::isClose).isPresent();
            table.row(goal.name(), goal.boundText(), text(goal.figure()), close ? state + ", within noise" : state);
        }
        return table;
    }

    String summary() {
        return count(Goal.State.REACHED) + " of " + Goals.ALL.size() + " goals reached, " + count(Goal.State.MISSED)
                + " missed, " + count(Goal.State.NOT_MEASURED) + " not measured";
    }

    private long count(Goal.State state) {
        return Goals.ALL.stream().filter(goal -> goal.state(results) == state).count();
    }

    private String text(Figure figure) {
        Optional<Measured> measured = figure.in(results);
        return measured.map(Measured::text).orElse(NOTHING);
    }
}
