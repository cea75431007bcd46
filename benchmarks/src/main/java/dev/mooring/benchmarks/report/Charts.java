package dev.mooring.benchmarks.report;

import dev.mooring.benchmarks.report.Rows.Way;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The charts of one run, by the names of their files. */
final class Charts {
    private static final List<String> TOKENS =
            List.of(Rows.AES, Rows.XAES, "cbor+hmac-sha256", Rows.HMAC, "json+aes256-gcm", "json+xaes256-gcm");
    private static final List<String> PEERS =
            List.of("nimbus-jws", "jjwt-jws", "nimbus-jwe", "jjwt-jwe", "fernet", "jpaseto");

    private Charts() {}

    static Map<String, String> of(Results results) {
        Map<String, String> charts = new LinkedHashMap<>();
        charts.put("issue.svg", times(results, Way.ISSUE, "Issue: microseconds from a typical session to a token"));
        charts.put("open.svg", times(results, Way.OPEN, "Open: microseconds from a token to a typical session"));
        charts.put("size.svg", sizes(results));
        return charts;
    }

    private static String times(Results results, Way way, String title) {
        Chart chart = new Chart(title);
        TOKENS.forEach(token -> bar(chart, results, token, true, Rows.token(Figure::time, way, token, "typical")));
        PEERS.forEach(peer -> bar(chart, results, "json, " + peer, false, Rows.peer(way.token, peer)));
        return chart.svg();
    }

    private static String sizes(Results results) {
        Chart chart = new Chart("Size: characters of a typical session's token");
        TOKENS.forEach(token -> bar(chart, results, token, true, Rows.chars(token)));
        bar(chart, results, Rows.DEFLATED, true, Rows.chars(Rows.DEFLATED));
        PEERS.forEach(peer -> bar(
                chart,
                results,
                "json, " + peer,
                false,
                Figure.size("token.chars", "PeerBenchmark.issue", Map.of("peer", peer, "profile", "typical"))));
        return chart.svg();
    }

    private static void bar(Chart chart, Results results, String label, boolean ours, Figure figure) {
        figure.in(results).ifPresent(measured -> chart.bar(label, measured.value(), ours));
    }
}
