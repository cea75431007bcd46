package dev.mooring.it.built;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.pages.Docs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever gets a jar or the archive gets the licences that apply to it. */
class LicencesIT {
    /** A sentence of each licence that has to be passed on, by the name that the notices give it. */
    private static final Map<String, String> TEXTS = Map.of(
            "MIT License", "Permission is hereby granted, free of charge",
            "BSD 3-Clause License", "Redistributions in binary form must reproduce");

    @TempDir
    private Path folder;

    static Stream<String> artifacts() {
        return BuiltModules.artifacts();
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void jar_ofAModule_hasLicenceAndNotice(String artifact) {
        for (String name : List.of("LICENSE", "NOTICE")) {
            assertEquals(Docs.read(name), BuiltModules.text(artifact, "META-INF/" + name));
        }
    }

    @Test
    void archive_besideItsModules_hasLicenceNoticeAndThirdParties() throws IOException {
        Distribution.unpack(folder.resolve("unpacked"));
        for (String name : List.of("LICENSE", "NOTICE", "THIRD-PARTY-NOTICES.txt")) {
            assertEquals(
                    Docs.read(name), Files.readString(folder.resolve("unpacked").resolve(name)));
        }
    }

    @Test
    void thirdParties_inTheArchive_areAllNamed() {
        String notices = Docs.read("THIRD-PARTY-NOTICES.txt");
        for (Path jar : Distribution.jars()) {
            String artifact = jar.getFileName().toString().replaceFirst("-\\d.*", "");
            if (!artifact.startsWith("mooring-")) {
                String project = artifact.startsWith("netty-") ? "netty" : artifact;
                assertTrue(notices.matches("(?s).*\\b" + project + "\\b.*"), () -> artifact + " is not named");
            }
        }
        TEXTS.forEach((licence, sentence) -> assertTrue(
                notices.substring(notices.indexOf(licence)).contains(sentence), () -> licence + " has no text"));
    }
}
