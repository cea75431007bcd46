package dev.mooring.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The project's own pages, beside this module. */
final class Docs {
    /** The root of the source tree. */
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private Docs() {}

    static String read(String page) {
        try {
            return Files.readString(ROOT.resolve(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fenced blocks of a language, without the indentation of their fence. */
    static List<String> blocks(String page, String language) {
        return Pattern.compile("^( *)```" + language + "\\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(read(page))
                .results()
                .map(Docs::withoutIndent)
                .toList();
    }

    private static String withoutIndent(MatchResult block) {
        return Pattern.compile("^" + block.group(1), Pattern.MULTILINE)
                .matcher(block.group(2))
                .replaceAll("");
    }
}
