package dev.mooring.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private static String line(String text, String start) {
        return text.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }

    @Test
    void report_ofThreeRows_saysWhatIsReachedMissedAndNotMeasured() throws Exception {
        String text = new Report(Results.of(Given.threeRows())).forTerminal();

        String missed = line(text, "issue, XAES-256-GCM over AES-256-GCM");
        assertTrue(missed.contains("at most 1.35") && missed.contains("1.50 ± ") && missed.endsWith("missed"), missed);
        String reached = line(text, "characters, CBOR + AEAD ");
        assertTrue(reached.contains("1,700") && reached.contains("1,651") && reached.endsWith("reached"), reached);
        String unknown = line(text, "open, CBOR + AES-256-GCM, over its floors");
        assertTrue(unknown.endsWith("not measured"), unknown);
        assertTrue(text.contains("1 of " + Goals.ALL.size() + " goals reached, 1 missed"), text);
    }

    @Test
    void report_ofOurs_standsBesideFloorAndPeer() throws Exception {
        String row = line(new Report(Results.of(Given.threeRows())).forTerminal(), "issue, cbor+aes256-gcm");

        assertTrue(row.contains("4.00 ± 0.20") && row.contains("–") && row.endsWith("1,651"), row);
    }

    @Test
    void table_forAPage_hasAColumnForEachCell() {
        TextTable table = new TextTable("a", "b").row("1", "2");

        assertEquals("| a | b |\n|---|--:|\n| 1 | 2 |\n", table.forPage());
        assertEquals("a  b\n1  2\n", table.forTerminal());
    }

    @Test
    void chart_ofBars_isWellFormed() throws Exception {
        Chart chart = new Chart("a < b & \"c\"");
        chart.bar("ours", 1.5, true);
        chart.bar("theirs", 3, false);

        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(chart.svg())));

        var bars = document.getElementsByTagName("rect");
        assertEquals(2, bars.getLength());
        assertEquals("210.0", bars.item(0).getAttributes().getNamedItem("width").getNodeValue());
        assertEquals("420.0", bars.item(1).getAttributes().getNamedItem("width").getNodeValue());
    }

    @Test
    void publish_ofARun_writesPageChartsAndFigures(@TempDir Path root) throws Exception {
        Path measured = root.resolve("results.json");
        Files.writeString(measured, JsonMapper.shared().writeValueAsString(Given.threeRows()));

        Main.publish(measured, root, new Environment("A processor", 2, "A JVM", "abc1234"));

        String page = Files.readString(root.resolve("PERFORMANCE.md"));
        for (String fact : new String[] {"A processor, 2 processors", "A JVM", "abc1234", "half are under 5.0 %"}) {
            assertTrue(page.contains(fact), fact);
        }
        assertTrue(page.contains("| TokenBenchmark.issue | typical, cbor+aes256-gcm | 4.00 ± 0.20 | µs/op | 9,000 |"));
        Results published = Results.read(root.resolve("benchmarks/results/full.json"));
        assertEquals(Results.of(Given.threeRows()), published);
        for (String chart : new String[] {"issue", "open", "size"}) {
            String path = "docs/performance/" + chart + ".svg";
            assertTrue(page.contains("(" + path + ")"), path);
            assertTrue(Files.exists(root.resolve(path)), path);
        }
    }
}
