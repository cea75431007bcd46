package dev.mooring.it.built;

import dev.mooring.it.pages.Docs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The jars of this project's published modules: of every folder that the root pom lists and that has a module descriptor. */
public final class BuiltModules {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final String CLASS = ".class";

    private BuiltModules() {}

    /** Their artifacts. */
    public static Stream<String> artifacts() {
        return MODULE.matcher(Docs.read("pom.xml"))
                .results()
                .map(found -> found.group(1))
                .filter(folder -> Files.exists(Docs.ROOT.resolve(folder).resolve("src/main/java/module-info.java")))
                .filter(folder -> !Files.exists(Docs.ROOT.resolve(folder).resolve(".not-published")))
                .map(folder -> "mooring-" + folder);
    }

    public static ModuleDescriptor descriptor(String artifact) {
        return reference(artifact).descriptor();
    }

    /** The names of all classes but the module descriptor. */
    public static List<String> classes(String artifact) {
        return entries(artifact).stream()
                .filter(entry -> entry.endsWith(CLASS) && !entry.equals("module-info.class"))
                .map(entry ->
                        entry.substring(0, entry.length() - CLASS.length()).replace('/', '.'))
                .toList();
    }

    /** The names of all entries. */
    public static List<String> entries(String artifact) {
        try (ModuleReader reader = reference(artifact).open()) {
            return reader.list().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of an entry. */
    public static String text(String artifact, String entry) {
        try (ModuleReader reader = reference(artifact).open();
                var in = reader.open(entry).orElseThrow()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModuleReference reference(String artifact) {
        Path jar = Jars.of(artifact);
        return ModuleFinder.of(jar).findAll().iterator().next();
    }
}
