package dev.mooring.it.structure;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.mooring.it.structure.MooringClasses.calls;
import static dev.mooring.it.structure.MooringClasses.callsWith;
import static dev.mooring.it.structure.MooringClasses.constructs;
import static dev.mooring.it.structure.MooringClasses.constructsWith;
import static dev.mooring.it.structure.MooringClasses.named;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which module may know which, and the calls that no module may make. */
class ArchitectureTest {
    private static final String SNAPSHOT = "dev.mooring.api.snapshot";
    private static final String KEYS = "dev.mooring.api.keys";
    private static final String SPI = "dev.mooring.api.spi";
    private static final String LEDGER = "dev.mooring.api.ledger";
    private static final String TOKEN = "dev.mooring.token";
    private static final String SEALERS = "dev.mooring.crypto..";

    /** The packages that a module may use besides its own and the JDK's. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("dev.mooring.api", Set.of()),
            Map.entry(TOKEN, Set.of(SNAPSHOT, KEYS, SPI, LEDGER, "jdk.jfr")),
            Map.entry("dev.mooring.codec.json", Set.of(SNAPSHOT, SPI, "tools.jackson.core..")),
            Map.entry(
                    "dev.mooring.codec.cbor",
                    Set.of(SNAPSHOT, SPI, "tools.jackson.core..", "tools.jackson.dataformat.cbor")),
            Map.entry("dev.mooring.crypto.hmac", Set.of(KEYS, SPI)),
            Map.entry("dev.mooring.crypto.tink", Set.of(KEYS, SPI, "com.google.crypto.tink..")),
            Map.entry("dev.mooring.bind.jackson", Set.of(SNAPSHOT, "tools.jackson.core..", "tools.jackson.databind..")),
            Map.entry("dev.mooring.keys.vault", Set.of(KEYS, TOKEN, "javax.net.ssl", "tools.jackson.core..")),
            Map.entry("dev.mooring.session", Set.of(SNAPSHOT, LEDGER, TOKEN, "jdk.jfr")),
            Map.entry(
                    "dev.mooring.rpc.capnweb",
                    Set.of(
                            SNAPSHOT,
                            SPI,
                            LEDGER,
                            TOKEN,
                            "dev.mooring.session",
                            "dev.mooring.codec.json",
                            "dev.mooring.bind.jackson",
                            "jdk.jfr",
                            "tools.jackson.core..",
                            "tools.jackson.databind..")),
            Map.entry(
                    "dev.mooring.serve.jakarta",
                    Set.of(TOKEN, "dev.mooring.rpc.capnweb", "jakarta.websocket", "jakarta.websocket.server")),
            Map.entry("dev.mooring.store.jdbc", Set.of(LEDGER, "java.sql", "javax.sql")),
            Map.entry(
                    "dev.mooring.store.redis",
                    Set.of(LEDGER, "io.lettuce.core..", "io.netty..", "reactor.core.publisher..")),
            Map.entry("dev.mooring.rollout", Set.of(SNAPSHOT, KEYS, SPI, TOKEN)),
            Map.entry(
                    "dev.mooring.metrics.micrometer",
                    Set.of(
                            KEYS,
                            TOKEN,
                            "dev.mooring.session",
                            "dev.mooring.rpc.capnweb",
                            "io.micrometer.core.instrument")),
            Map.entry(
                    "dev.mooring.testkit",
                    Set.of(SNAPSHOT, KEYS, SPI, LEDGER, TOKEN, "org.junit.jupiter.api..", "com.sun.management")),
            Map.entry(
                    "dev.mooring.cli",
                    Set.of(
                            SNAPSHOT,
                            KEYS,
                            SPI,
                            LEDGER,
                            TOKEN,
                            "dev.mooring.codec.json",
                            "dev.mooring.session",
                            "dev.mooring.rollout",
                            "picocli",
                            "tools.jackson.core..")));

    /** The packages of the contracts that each package of the contracts may use. */
    private static final Map<String, Set<String>> CONTRACTS = Map.of(
            SNAPSHOT, Set.of(),
            KEYS, Set.of(SNAPSHOT),
            SPI, Set.of(SNAPSHOT, KEYS),
            LEDGER, Set.of(SNAPSHOT, SPI));

    /** The classes that read the time of the system: the defaults of the builders, and the processes of the command. */
    private static final String CLOCKS =
            "dev\\.mooring\\.(token\\.Assembly|session\\.PersistentSessionManager\\$Builder"
                    + "|session\\.InMemoryLedger\\$Builder|rpc\\.capnweb\\.RpcEndpoint\\$Builder|store\\.(jdbc\\.JdbcLedger|redis\\.RedisLedger)|cli\\.Console|cli\\.DemoServer)";

    /** Reads a resource of each provider's jar, which the class loader names by URL. */
    private static final String REQUIREMENTS = "dev\\.mooring\\.token\\.Requirements";

    /** The classes that are the disk, and nothing else. */
    private static final String KEY_FILES =
            "dev.mooring.token.internal.(KeyFiles|KeyFileLock|Draft|OwnerOnly|Mounts).*";

    private static final DescribedPredicate<JavaClass> LIBRARY = resideInAnyPackage(
            "dev.mooring.api..",
            TOKEN + "..",
            "dev.mooring.codec..",
            SEALERS,
            "dev.mooring.bind..",
            "dev.mooring.session..",
            "dev.mooring.rpc..",
            "dev.mooring.serve..");

    static Stream<String> packages() {
        return MAY_USE.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void module_inItsDependencies_knowsOnlyWhatItMay(String module) {
        String[] known = Stream.of(
                        Stream.of(module + "..", "java..", "javax.crypto..", "org.jspecify.."),
                        MAY_USE.get(module).stream())
                .flatMap(names -> names)
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(module + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(known)
                .check(MooringClasses.ALL);
    }

    static Stream<String> contracts() {
        return CONTRACTS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void contracts_inTheirDependencies_pointOneWay(String contract) {
        String[] known = Stream.of(
                        Stream.of(contract, "dev.mooring.api.internal", "java..", "org.jspecify.."),
                        CONTRACTS.get(contract).stream())
                .flatMap(names -> names)
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(contract)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(known)
                .check(MooringClasses.ALL);
    }

    @Test
    void packages_ofAllModules_haveNoCircle() {
        slices().matching("dev.mooring.(**)").should().beFreeOfCycles().check(MooringClasses.ALL);
    }

    @Test
    void modules_thatAreBuilt_areAllUnderTheseRules() {
        classes()
                .should()
                .resideInAnyPackage(packages().map(module -> module + "..").toArray(String[]::new))
                .check(MooringClasses.ALL);
    }

    @Test
    void time_outsideAFewPlaces_isInjected() {
        noClasses()
                .that(DescribedPredicate.not(named(CLOCKS)))
                .should()
                .callMethodWhere(calls("java.lang.System", "currentTimeMillis"))
                .orShould()
                .callMethodWhere(calls("java.time.Clock", "system.*|tick.*"))
                .orShould()
                .callMethodWhere(calls("java.time.InstantSource", "system"))
                .orShould()
                .callMethodWhere(calls("java.time\\..*", "now"))
                .orShould()
                .callConstructorWhere(constructsWith("java.util.Date", ""))
                .orShould()
                .callMethodWhere(calls("java.util.Calendar", "getInstance"))
                .check(MooringClasses.ALL);
    }

    @Test
    void randomness_outsideTheTestkit_isCryptographicallyStrong() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.mooring.testkit")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom|random\\..*)")
                .orShould()
                .callMethodWhere(calls("java.lang.Math", "random"))
                .orShould()
                .callMethodWhere(callsWith("java.util.Collections", "shuffle", "List"))
                .check(MooringClasses.ALL);
    }

    @Test
    void objects_fromOutside_areNeverMadeByNameOrDeserialized() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(Object(In|Out)put.*|Externalizable)|java\\.beans\\..*")
                .orShould()
                .callMethodWhere(calls("tools\\.jackson\\..*", "activateDefaultTyping.*|polymorphicTypeValidator"))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("com\\.fasterxml\\.jackson\\.annotation\\.JsonTypeInfo.*")
                .orShould()
                .callMethodWhere(calls("java.lang.Class", "forName"))
                .orShould()
                .callMethodWhere(calls("java.lang.ClassLoader", "loadClass"))
                .check(MooringClasses.ALL);
    }

    @Test
    void secrets_inSealers_areComparedInConstantTime() {
        noClasses()
                .that()
                .resideInAPackage(SEALERS)
                .or()
                .haveFullyQualifiedName("dev.mooring.api.keys.KeyMaterial")
                .should()
                .callMethodWhere(calls("java.util.Arrays", "equals|compare.*|mismatch|deepEquals"))
                .orShould()
                .callMethodWhere(calls("java.util.Objects", "deepEquals"))
                .orShould()
                .callMethodWhere(calls("java\\.nio\\..*Buffer", "equals|compareTo|mismatch"))
                .check(MooringClasses.ALL);
        classes()
                .that()
                .haveFullyQualifiedName("dev.mooring.crypto.hmac.HmacSealer")
                .or()
                .haveFullyQualifiedName("dev.mooring.api.keys.KeyMaterial")
                .should()
                .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                .check(MooringClasses.ALL);
    }

    @Test
    void library_whateverItDoes_reachesNeitherNetworkNorFiles() {
        noClasses()
                .that(LIBRARY)
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net..", "java.net.http..", "java.nio.channels..")
                        .and(DescribedPredicate.not(named("java\\.net\\.URI(SyntaxException)?"))))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.nio\\.file\\.Files|java\\.io\\.(File|RandomAccessFile|File(In|Out)put.*)")
                .check(MooringClasses.ALL.that(
                        DescribedPredicate.not(named(KEY_FILES).or(named(REQUIREMENTS)))));
    }

    @Test
    void library_whateverItDoes_leavesTheProcessAlone() {
        noClasses()
                .that(LIBRARY)
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.(Process.*|Runtime)|java\\.util\\.(Timer|logging\\..*)")
                .orShould()
                .callMethodWhere(calls("java.lang.System", "exit|getProperty.*|getLogger"))
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(MooringClasses.ALL);
    }

    @Test
    void threads_inTheLibrary_areTheCallersOwn() {
        noClasses()
                .that(LIBRARY)
                .should()
                .callMethodWhere(calls("java.lang.Thread", "start.*|of(Virtual|Platform)|sleep"))
                .orShould()
                .callMethodWhere(calls("java.util.concurrent.Executors", ".*"))
                .orShould()
                .callConstructorWhere(
                        constructs("java\\.lang\\.Thread|java\\.util\\.concurrent\\..*Execut.*|.*ForkJoinPool"))
                .check(MooringClasses.ALL);
    }
}
