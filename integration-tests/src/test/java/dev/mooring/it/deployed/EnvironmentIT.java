package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server in an odd environment and one in a plain environment understand each other's tokens. */
class EnvironmentIT {
    /** A locale with another idea of upper and lower case, no ASCII, no serialization, a zone with half hours. */
    private static final List<String> ODD = List.of(
            "-Duser.language=tr",
            "-Duser.country=TR",
            "-Dfile.encoding=IBM1047",
            "-Duser.timezone=Asia/Kathmandu",
            "-Djdk.serialFilter=!*",
            "-Djava.security.egd=file:/dev/./urandom");

    /** What JDK 24 and newer can forbid: protobuf, below Tink, has to do without. */
    private static final List<String> WITHOUT_UNSAFE =
            Runtime.version().feature() >= 24 ? List.of("--sun-misc-unsafe-memory-access=deny") : List.of();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void token_betweenOddAndPlainEnvironments_opensBothWays(Choice choice) {
        Deployment deployment = choice.deployed(PathKind.MODULE_PATH, new Keys(folder));
        List<String> odd = Stream.concat(ODD.stream(), WITHOUT_UNSAFE.stream()).toList();
        try (Server plain = deployment.start();
                Server strange = deployment.options(odd).start()) {
            assertEquals(choice.opened(), strange.open(plain.issue()));
            assertEquals(choice.opened(), plain.open(strange.issue()));
        }
    }

    /** As an image made by jlink may be: without Flight Recorder, and with nothing to say that it is needed. */
    @Test
    void token_withNothingButTheCoreOfTheJdk_isIssuedAndOpened() {
        Choice choice = Choice.JSON_SIGNED;
        Deployment deployment = choice.deployed(PathKind.CLASS_PATH, new Keys(folder));
        try (Server server =
                deployment.options(List.of("--limit-modules", "java.base")).start()) {
            assertEquals(choice.opened(), server.open(server.issue()));
        }
    }
}
