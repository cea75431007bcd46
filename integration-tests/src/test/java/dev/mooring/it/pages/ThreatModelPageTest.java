package dev.mooring.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.token.Providers;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The threat model speaks of all algorithms. */
class ThreatModelPageTest {
    private static final String PAGE = "docs/threat-model.md";
    private static final Pattern ALGORITHM = Pattern.compile("`([A-Z0-9]+_[A-Z0-9_]+)`");

    @Test
    void limits_onThePage_areOfEveryAlgorithm() {
        Set<String> offered = Providers.discover().sealers().stream()
                .flatMap(sealer -> sealer.algorithms().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        String section =
                Docs.read(PAGE).split("## How many tokens a key may seal")[1].split("\n## ")[0];
        Set<String> limited = ALGORITHM
                .matcher(section)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(offered, limited);
    }
}
