package dev.mooring.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.token.Providers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The threat model speaks of what there is: all algorithms, and pages and sections that exist. */
class ThreatModelPageTest {
    private static final String PAGE = "docs/threat-model.md";
    private static final Pattern ALGORITHM = Pattern.compile("`([A-Z0-9]+_[A-Z0-9_]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

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

    @ParameterizedTest
    @ValueSource(strings = {PAGE, "SECURITY.md", "docs/keys.md"})
    void links_onAPage_leadSomewhere(String page) {
        List<String> broken = LINK.matcher(Docs.read(page))
                .results()
                .filter(link -> !leads(page, link))
                .map(MatchResult::group)
                .toList();
        assertEquals(List.of(), broken);
    }

    private static boolean leads(String page, MatchResult link) {
        String target = link.group(1).isEmpty()
                ? page
                : Docs.ROOT
                        .relativize(Docs.ROOT
                                .resolve(page)
                                .resolveSibling(link.group(1))
                                .normalize())
                        .toString();
        String text = Docs.read(target);
        return link.group(2) == null || anchors(text).contains(link.group(2));
    }

    private static Set<String> anchors(String text) {
        return HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
