package dev.mooring.it.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The project's own pages, beside this module. */
public final class Docs {
    /** The root of the source tree. */
    public static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

    private Docs() {}

    public static String read(String page) {
        try {
            return Files.readString(ROOT.resolve(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fenced blocks of a language, without the indentation of their fence. */
    public static List<String> blocks(String page, String language) {
        return Pattern.compile("^( *)```" + language + "\\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(read(page))
                .results()
                .map(Docs::withoutIndent)
                .toList();
    }

    /** The links of a page that lead to no file of the source tree, or to no section of it. */
    public static List<String> brokenLinks(String page) {
        return LINK.matcher(read(page))
                .results()
                .filter(link -> !leads(page, link))
                .map(MatchResult::group)
                .toList();
    }

    private static boolean leads(String page, MatchResult link) {
        Path target = link.group(1).isEmpty()
                ? ROOT.resolve(page)
                : ROOT.resolve(page).resolveSibling(link.group(1));
        if (link.group(2) == null) {
            return Files.exists(target);
        }
        return Files.exists(target)
                && anchors(read(ROOT.relativize(target.normalize()).toString())).contains(link.group(2));
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

    private static String withoutIndent(MatchResult block) {
        return Pattern.compile("^" + block.group(1), Pattern.MULTILINE)
                .matcher(block.group(2))
                .replaceAll("");
    }
}
