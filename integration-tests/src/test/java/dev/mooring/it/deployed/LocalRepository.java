package dev.mooring.it.deployed;

import dev.mooring.it.pages.Docs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A local repository of Maven as {@code mvn install} leaves it, so that nothing is installed into that of the user. */
final class LocalRepository {
    private static final String PREFIX = "mooring-";

    private LocalRepository() {}

    /**
     * Makes one that has modules of this build, their parent and the bill of versions. All else is linked to the repository
     * of the build, so that Maven finds there whatever it has downloaded.
     */
    static void make(Path folder, List<Path> jars) throws IOException {
        Path ours = folder.resolve("dev/mooring");
        put(ours, "mooring-parent", "pom.xml");
        put(ours, "mooring-bom", "bom/pom.xml");
        for (Path jar : jars) {
            String name = jar.getFileName().toString();
            if (name.startsWith(PREFIX)) {
                String artifact = name.substring(0, name.indexOf("-" + version()));
                Path home = put(ours, artifact, artifact.substring(PREFIX.length()) + "/pom.xml");
                Files.copy(jar, home.resolve(name));
            }
        }
        link(Path.of(System.getProperty("localRepository")), folder);
    }

    /** The version of this build. */
    static String version() {
        String bom = Docs.read("bom/pom.xml");
        return bom.substring(bom.indexOf("<version>") + "<version>".length(), bom.indexOf("</version>"));
    }

    private static Path put(Path ours, String artifact, String pom) throws IOException {
        Path home = Files.createDirectories(ours.resolve(artifact).resolve(version()));
        Files.copy(Docs.ROOT.resolve(pom), home.resolve(artifact + "-" + version() + ".pom"));
        return home;
    }

    private static void link(Path from, Path to) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                Path link = to.resolve(entry.getFileName());
                if (!Files.exists(link)) {
                    Files.createSymbolicLink(link, entry);
                }
            }
        }
    }
}
