package dev.mooring.benchmarks.report;

import dev.mooring.benchmarks.Base64Benchmark;
import dev.mooring.benchmarks.CodecBenchmark;
import dev.mooring.benchmarks.ColdBenchmark;
import dev.mooring.benchmarks.HeapBenchmark;
import dev.mooring.benchmarks.LargestBenchmark;
import dev.mooring.benchmarks.PeerBenchmark;
import dev.mooring.benchmarks.RawBenchmark;
import dev.mooring.benchmarks.SealingBenchmark;
import dev.mooring.benchmarks.SessionBenchmark;
import dev.mooring.benchmarks.Sizes;
import dev.mooring.benchmarks.TextsBenchmark;
import dev.mooring.benchmarks.ThreadsBenchmark;
import dev.mooring.benchmarks.TokenBenchmark;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Which rows are measured, and how long. */
final class Plan {
    private static final Effort QUICK = new Effort(1, 4, 500, 8, 250);
    private static final Effort PUBLISHED = new Effort(3, 5, 500, 8, 300);
    private static final Effort BESIDE = new Effort(1, 5, 500, 8, 300);
    private static final Effort ONCE = new Effort(1, 0, 0, 1, 1);
    private static final Effort COLD = new Effort(10, 0, 0, 1, 1);

    /** A heap that is there from the start, so that no row waits for the kernel, and the collector that disturbs least. */
    private static final String[] JVM = {"-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"};

    private static final String TYPICAL = "typical";
    private static final String JWE_AND_JWS = "nimbus-jwe,jjwt-jwe,nimbus-jws,jjwt-jws";
    private static final String THE_TWO = Rows.HMAC + "," + Rows.AES;
    private static final String THE_THREE = THE_TWO + "," + Rows.XAES;

    private Plan() {}

    /** How long a row is measured. */
    private record Effort(int forks, int warmups, int warmupMillis, int iterations, int millis) {}

    /** The rows that the goals need of the typical profile: about 4 minutes. */
    static List<Options> quick() {
        return typicalGoals(QUICK).toList();
    }

    /** The rows that the goals need, and others worth knowing: about 35 minutes. */
    static List<Options> full() {
        return Stream.of(typicalGoals(PUBLISHED), otherGoals(), beside())
                .flatMap(rows -> rows)
                .toList();
    }

    private static Stream<Options> typicalGoals(Effort effort) {
        return Stream.of(
                rows(effort, TokenBenchmark.class, ".*", "token=" + THE_THREE, "profile=" + TYPICAL),
                rows(effort, TokenBenchmark.class, "issue", "token=" + Rows.DEFLATED, "profile=" + TYPICAL),
                rows(effort, CodecBenchmark.class, ".*", "profile=" + TYPICAL),
                rows(effort, RawBenchmark.class, ".*", "raw=jca-hmac-sha256", "codec=json", "profile=" + TYPICAL),
                rows(effort, RawBenchmark.class, ".*", "raw=tink-aes256-gcm", "codec=cbor", "profile=" + TYPICAL),
                rows(effort, Base64Benchmark.class, ".*", "token=" + THE_TWO, "profile=" + TYPICAL),
                rows(effort, SealingBenchmark.class, "issue|open", "token=" + THE_TWO, "profile=" + TYPICAL),
                rows(
                        effort,
                        PeerBenchmark.class,
                        "seal|unseal|issue|open",
                        "peer=" + JWE_AND_JWS,
                        "profile=" + TYPICAL),
                rows(effort, TextsBenchmark.class, ".*"),
                rows(effort, ThreadsBenchmark.class, ".*"));
    }

    private static Stream<Options> otherGoals() {
        return Stream.of(
                rows(PUBLISHED, TokenBenchmark.class, ".*", "token=" + THE_TWO, "profile=large"),
                rows(BESIDE, LargestBenchmark.class, ".*", "token=" + THE_TWO),
                rows(ONCE, HeapBenchmark.class, ".*", "token=" + THE_TWO));
    }

    private static Stream<Options> beside() {
        return Stream.of(
                rows(
                        BESIDE,
                        TokenBenchmark.class,
                        ".*",
                        "token=cbor+hmac-sha256,json+aes256-gcm,json+xaes256-gcm",
                        "profile=" + TYPICAL),
                rows(BESIDE, TokenBenchmark.class, ".*", "token=" + THE_THREE, "profile=small"),
                rows(BESIDE, TokenBenchmark.class, ".*", "token=" + Rows.XAES, "profile=large"),
                rows(BESIDE, RawBenchmark.class, ".*", "raw=tink-hmac-sha256", "codec=json", "profile=" + TYPICAL),
                rows(
                        BESIDE,
                        RawBenchmark.class,
                        ".*",
                        "raw=jca-aes256-gcm,tink-xaes256-gcm",
                        "codec=cbor",
                        "profile=" + TYPICAL),
                rows(BESIDE, Base64Benchmark.class, ".*", "token=" + Rows.XAES, "profile=" + TYPICAL),
                rows(
                        BESIDE,
                        PeerBenchmark.class,
                        "seal|unseal|issue|open",
                        "peer=fernet,jpaseto",
                        "profile=" + TYPICAL),
                rows(BESIDE, PeerBenchmark.class, "issueMap|openMap", "profile=" + TYPICAL),
                rows(BESIDE, SessionBenchmark.class, ".*", "token=" + Rows.XAES, "profile=" + TYPICAL),
                rows(COLD, ColdBenchmark.class, ".*"));
    }

    private static Options rows(Effort effort, Class<?> benchmark, String methods, String... parameters) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmark.getName().replace(".", "\\.") + "\\.(" + methods + ")$")
                .forks(effort.forks())
                .warmupIterations(effort.warmups())
                .warmupTime(TimeValue.milliseconds(effort.warmupMillis()))
                .measurementIterations(effort.iterations())
                .measurementTime(TimeValue.milliseconds(effort.millis()))
                .jvmArgsAppend(JVM)
                .addProfiler(GCProfiler.class)
                .addProfiler(Sizes.class)
                .shouldFailOnError(true);
        for (String parameter : parameters) {
            String[] nameAndValues = parameter.split("=");
            options.param(nameAndValues[0], nameAndValues[1].split(","));
        }
        return options.build();
    }
}
