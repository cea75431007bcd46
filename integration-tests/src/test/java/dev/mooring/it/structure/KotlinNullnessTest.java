package dev.mooring.it.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kotlin refuses null in every exported package: its compiler reads {@code @NullMarked} from packages, not from modules. */
class KotlinNullnessTest {

    /** A call into each exported package that gives null. */
    private static final SortedMap<String, String> CALLS = new TreeMap<>(Map.ofEntries(
            Map.entry("dev.mooring.api.keys", "KeySet.of(null, listOf())"),
            Map.entry("dev.mooring.api.ledger", "ResumeAttempt(null)"),
            Map.entry("dev.mooring.api.snapshot", "SessionSnapshot.builder(null, java.time.Instant.EPOCH)"),
            Map.entry("dev.mooring.api.spi", "SnapshotFormatException(null)"),
            Map.entry("dev.mooring.bind.jackson", "ValueMapper(null)"),
            Map.entry("dev.mooring.codec.cbor", "CborSnapshotCodec().encode(null)"),
            Map.entry("dev.mooring.codec.json", "JsonSnapshotCodec().encode(null)"),
            Map.entry("dev.mooring.crypto.hmac", "HmacSealerProvider().sealer(null, null)"),
            Map.entry("dev.mooring.crypto.tink", "TinkAeadSealerProvider().sealer(null, null)"),
            Map.entry("dev.mooring.keys.vault", "VaultKeySource.open(null, mapOf())"),
            Map.entry("dev.mooring.metrics.micrometer", "TokenMeters(null)"),
            Map.entry("dev.mooring.rollout", "RolloutPlan.read(null)"),
            Map.entry("dev.mooring.rpc.capnweb", "RpcException(null)"),
            Map.entry("dev.mooring.serve.jakarta", "CapnWebEndpoint.config(\"/\", null)"),
            Map.entry("dev.mooring.session", "CapabilityRestorer.grant(null)"),
            Map.entry("dev.mooring.store.jdbc", "JdbcLedgerOptions(null, 1)"),
            Map.entry(
                    "dev.mooring.store.redis",
                    "RedisLedgerProvider().open(null, dev.mooring.api.ledger.LedgerSettings.DEFAULT)"),
            Map.entry("dev.mooring.testkit", "RandomSnapshots.snapshot(null)"),
            Map.entry("dev.mooring.token", "KeyFile.parse(null)")));

    private static final Pattern ERROR =
            Pattern.compile("Calls\\.kt:(\\d+):\\d+: error: .*\\bnull\\b.*\\bnon-null\\b", Pattern.CASE_INSENSITIVE);

    @TempDir
    private Path folder;

    @Test
    void calls_ofThisTest_goIntoEveryExportedPackage() {
        assertEquals(new TreeSet<>(MooringClasses.exportedPackages()), CALLS.keySet());
    }

    @Test
    void null_fromKotlin_isAnErrorInEveryPackage() throws IOException {
        List<String> packages = List.copyOf(CALLS.keySet());
        String report = compile(packages.stream()
                .map(name -> "val v" + packages.indexOf(name) + " = " + name + "." + CALLS.get(name))
                .collect(Collectors.joining("\n")));
        List<String> refusing = ERROR.matcher(report)
                .results()
                .map(error -> packages.get(Integer.parseInt(error.group(1)) - 1))
                .distinct()
                .sorted()
                .toList();
        assertEquals(packages, refusing, report);
    }

    /** Compiles a file that has to be refused, and returns the report of the compiler. */
    private String compile(String source) throws IOException {
        Path file = Files.writeString(folder.resolve("Calls.kt"), source);
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        ExitCode exit = new K2JVMCompiler()
                .exec(
                        new PrintStream(report, true, StandardCharsets.UTF_8),
                        "-no-stdlib",
                        "-no-reflect",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.resolve("classes").toString(),
                        file.toString());
        assertEquals(ExitCode.COMPILATION_ERROR, exit, () -> report.toString(StandardCharsets.UTF_8));
        return report.toString(StandardCharsets.UTF_8);
    }
}
