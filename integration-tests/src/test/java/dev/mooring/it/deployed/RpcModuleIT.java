package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application of named modules serves Cap'n Web, on the module path and in a run-time image of its own. */
class RpcModuleIT {
    private static final String MODULE = "mooring.it.shop";
    private static final String MAIN = "mooring.it.shop.Main";
    private static final List<String> MESSAGES = List.of(
            "[\"push\",[\"pipeline\",0,[\"add\"],[{\"name\":\"mine\",\"total\":40},2,[\"export\",-1]]]]",
            "[\"pull\",1]");
    private static final String ANSWERS = """
            ["push",["pipeline",-1,[],[{"name":"mine","total":42}]]]
            ["release",1,1]
            ["release",-1,1]
            ["resolve",1,{"name":"mine","total":42}]
            mooring.it.shop calls dev.mooring.rpc.capnweb
            """;

    @TempDir
    private static Path folder;

    private static String path;

    @BeforeAll
    static void compile() {
        String jars = PathKind.joined(Part.jars(Part.API, Part.RPC));
        Path compiled = folder.resolve("compiled");
        TestModules.javac(
                "-p",
                jars,
                "--module-source-path",
                Path.of("src", "test", "rpc-module").toString(),
                "-d",
                compiled.toString(),
                "-m",
                MODULE);
        path = jars + java.io.File.pathSeparator + compiled;
    }

    private static void assertAnswers(List<String> java) {
        List<String> command = Stream.concat(java.stream(), MESSAGES.stream()).toList();
        Command.Outcome outcome = Command.run(folder, "", command);
        assertEquals("", outcome.err());
        assertEquals(ANSWERS, outcome.out().replace("\r\n", "\n"));
    }

    @Test
    void application_onTheModulePath_servesItsInterfacesAndRecords() {
        assertAnswers(Stream.concat(Command.java().stream(), Stream.of("-p", path, "-m", MODULE + "/" + MAIN))
                .toList());
    }

    @Test
    void application_inAnImageOfItsOwn_servesItsInterfacesAndRecords() {
        Path image = folder.resolve("image");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int result = ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(
                        out,
                        out,
                        "--module-path",
                        path,
                        "--add-modules",
                        MODULE,
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        image.toString());
        assertEquals(0, result, () -> bytes.toString(StandardCharsets.UTF_8));
        assertAnswers(List.of(image.resolve("bin").resolve("java").toString(), "-m", MODULE + "/" + MAIN));
    }
}
