package dev.mooring.metrics.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.keys.TokenKey.Status;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.token.KeySource;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenListener.Refusal;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The dashboard, the alert rules and the tables of docs/operations.md name the series that a registry really exports. */
class MonitoringFilesTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Pattern SERIES = Pattern.compile("(mooring_[a-z_]+)(?:\\{([^}]*)\\})?");
    private static final Pattern BY = Pattern.compile("by \\(([a-z, ]+)\\)");
    private static final Pattern MATCHER = Pattern.compile("([a-z]+)(=~|!~|!=|=)\"([^\"]*)\"");
    private static final Pattern SAMPLE = Pattern.compile("^(mooring_[a-z_]+)(?:\\{(.*)\\})? ", Pattern.MULTILINE);

    /** Labels that Prometheus adds to each series. */
    private static final Set<String> OF_THE_TARGET = Set.of("job", "instance");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, Map<String, Set<String>>> exported = exported();

    /** The values of each label of each series; those of tokens have them after the first token only. */
    private Map<String, Map<String, Set<String>>> exported() {
        new SessionMeters(registry);
        new RpcMeters(registry);
        tellOfTokens(new TokenMeters(registry));
        Map<String, Map<String, Set<String>>> series = new HashMap<>();
        for (MatchResult sample : SAMPLE.matcher(registry.scrape()).results().toList()) {
            Map<String, Set<String>> labels = series.computeIfAbsent(sample.group(1), name -> new HashMap<>());
            if (sample.group(2) != null) {
                for (MatchResult label :
                        MATCHER.matcher(sample.group(2)).results().toList()) {
                    labels.computeIfAbsent(label.group(1), name -> new TreeSet<>())
                            .add(label.group(3));
                }
            }
        }
        return series;
    }

    private static void tellOfTokens(TokenMeters meters) {
        Instant now = Instant.parse("2026-11-24T10:00:00Z");
        OneSession providers = new OneSession(SessionSnapshot.builder("s", now).build());
        KeySet keys = KeySet.of(
                OneSession.SEALER,
                List.of(new TokenKey("k1", Status.SEALING, now, now, "NONE", KeyMaterial.clear(new byte[32]))));
        ResumeTokenManager manager = ResumeTokenManager.builder()
                .codec(providers.codec())
                .sealer(providers)
                .keys(KeySource.of(keys))
                .clock(() -> now)
                .listener(meters)
                .build();
        manager.open(manager.issue(providers.session()).text());
        meters.keysChanged(keys);
        for (Reason reason : Reason.values()) {
            meters.refused(new Refusal(reason, "k1", OneSession.SEALER, "one", null));
        }
    }

    private static List<String> expressions(JsonNode node) {
        return node.findValues("expr").stream().map(JsonNode::asString).toList();
    }

    private static JsonNode dashboard() throws IOException {
        return new JsonMapper().readTree(Files.readString(DOCS.resolve("monitoring/grafana-dashboard.json")));
    }

    private static JsonNode rules() throws IOException {
        return new YAMLMapper()
                .readTree(Files.readString(DOCS.resolve("monitoring/prometheus-alerts.yml")))
                .at("/groups/0/rules");
    }

    /** Every series is exported, every label is one of it, and every value that is asked for can come up. */
    private void check(String expression) {
        List<MatchResult> series = SERIES.matcher(expression).results().toList();
        assertFalse(series.isEmpty(), expression);
        for (MatchResult each : series) {
            Map<String, Set<String>> labels = exported.get(each.group(1));
            assertNotNull(labels, () -> each.group(1) + " is not exported: " + exported.keySet());
            String matchers = each.group(2) == null ? "" : each.group(2);
            MATCHER.matcher(matchers).results().forEach(match -> checkMatch(labels, match));
            BY.matcher(expression)
                    .results()
                    .flatMap(by -> Stream.of(by.group(1).split(", ")))
                    .forEach(label -> assertTrue(
                            OF_THE_TARGET.contains(label) || labels.containsKey(label),
                            () -> expression + " by " + label));
        }
    }

    private static void checkMatch(Map<String, Set<String>> labels, MatchResult match) {
        if (!OF_THE_TARGET.contains(match.group(1))) {
            Set<String> values = labels.get(match.group(1));
            assertNotNull(values, match::group);
            for (String value : match.group(3).split("\\|")) {
                assertTrue(values.contains(value), () -> value + " is none of " + values);
            }
        }
    }

    @Test
    void dashboard_asksForSeriesThatAreExported() throws IOException {
        List<String> expressions = expressions(dashboard());
        assertTrue(expressions.size() > 25, "panels");
        expressions.forEach(this::check);
    }

    @Test
    void alerts_askForSeriesThatAreExported_andEachSaysItInASentence() throws IOException {
        JsonNode rules = rules();
        assertTrue(rules.size() >= 8, "rules");
        for (JsonNode rule : rules) {
            check(rule.get("expr").asString());
            assertTrue(rule.get("alert").asString().startsWith("Mooring"));
            assertTrue(rule.at("/annotations/summary").asString().length() > 10);
            assertTrue(rule.at("/annotations/description").asString().length() > 10);
            assertTrue(Set.of("critical", "warning")
                    .contains(rule.at("/labels/severity").asString()));
        }
    }

    @Test
    void dashboard_showsEveryMeter() throws IOException {
        String shown = String.join("\n", expressions(dashboard()));
        assertEquals(
                Set.of(),
                exported.keySet().stream().filter(name -> !shown.contains(name)).collect(Collectors.toSet()));
    }

    /** One row for each meter, with its tags. */
    @Test
    void page_onOperations_hasARowForEachMeter() throws IOException {
        String page = Files.readString(DOCS.resolve("operations.md"));
        for (Meter meter : registry.getMeters()) {
            String row = "| `" + meter.getId().getName() + "` |";
            assertTrue(page.contains(row), row);
            String rest = page.substring(page.indexOf(row)).lines().findFirst().orElseThrow();
            meter.getId().getTags().forEach(tag -> assertTrue(rest.contains("`" + tag.getKey() + "`"), rest));
        }
    }
}
