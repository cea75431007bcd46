package dev.mooring.it.structure;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import dev.mooring.api.spi.Pae;
import dev.mooring.api.spi.SealBrokenException;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules on which a seal rests: nothing is read before it verifies, and sealers that know no content. */
class SealRulesTest {
    private static final String SEALERS = "dev.mooring.crypto..";
    private static final String CODECS = "dev.mooring.codec..";
    private static final String SNAPSHOT = "dev.mooring.api.snapshot..";
    private static final String KEYS = "dev.mooring.api.keys..";
    private static final String LEDGER = "dev.mooring.api.ledger..";
    private static final String ENGINE = "dev.mooring.token..";
    private static final String OPENER = "dev.mooring.token.Opener";
    private static final String PROVIDERS = "dev.mooring.token.ProviderCalls";
    private static final String SEAL = PROVIDERS + ".open";
    private static final String DECODE = PROVIDERS + ".decode";
    private static final String SEALER_OPEN = "dev.mooring.api.spi.TokenSealer.open";
    private static final String CODEC_DECODE = "dev.mooring.api.spi.SnapshotCodec.decode";
    private static final String INFLATE = "dev.mooring.token.internal.Deflate.inflate";
    private static final String PLAIN = OPENER + ".plain";
    private static final String PROBLEM = "dev.mooring.api.snapshot.SnapshotLimits.problem";
    private static final String CLOCK = "java.time.InstantSource.millis";

    /** The one method that walks all checks. */
    private final JavaCodeUnit open = MooringClasses.method(OPENER, "open", "String, Opening");

    /** Each further implementation would be one more to get right; the testkit's encrypts keys in tests only. */
    @Test
    void cryptography_outsideTheSealers_isNotThere() {
        noClasses()
                .that()
                .resideOutsideOfPackages(SEALERS, "dev.mooring.testkit")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.crypto..", "com.google.crypto.tink..")
                .check(MooringClasses.ALL);
    }

    @Test
    void sealers_andCodecs_knowNothingOfEachOther() {
        noClasses()
                .that()
                .resideInAPackage(SEALERS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CODECS)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(SNAPSHOT, LEDGER, ENGINE)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(SnapshotCodec.class, SnapshotFormatException.class)
                .check(MooringClasses.ALL);
        noClasses()
                .that()
                .resideInAPackage(CODECS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SEALERS)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(KEYS, LEDGER, ENGINE)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(TokenSealer.class, TokenSealerProvider.class, SealBrokenException.class, Pae.class)
                .check(MooringClasses.ALL);
    }

    @Test
    void seal_ofOneToken_isOpenedOnceAndByTheOpenerAlone() {
        assertEquals(Set.of(PROVIDERS), callers(SEALER_OPEN));
        assertEquals(Set.of(OPENER), callers(SEAL));
        assertEquals(1, lines(SEAL).size(), "one token costs one operation of cryptography");
    }

    @Test
    void readers_ofContent_areCalledByTheOpenerAlone() {
        assertEquals(Set.of(PROVIDERS), callers(CODEC_DECODE));
        assertEquals(Set.of(OPENER), callers(DECODE));
        assertEquals(Set.of(OPENER), callers(INFLATE));
        assertEquals(
                Set.of(OPENER, "dev.mooring.token.internal.Deflate"), callers("java.util.zip.Inflater.*|" + INFLATE));
    }

    /** The opener's one method is read from top to bottom: the lines above the seal run before it verifies. */
    @Test
    void content_andClock_areNotReadBeforeTheSealVerifies() {
        int seal = lines(SEAL).get(0);
        for (String reader : List.of(CLOCK, PLAIN, DECODE, PROBLEM + "|" + OPENER + ".check.*")) {
            List<Integer> lines = lines(reader);
            assertFalse(lines.isEmpty(), "the opener does not call " + reader);
            assertTrue(lines.get(0) > seal, () -> reader + " is called before the seal verifies");
        }
    }

    @Test
    void steps_beforeTheSealVerifies_reachNoReader() {
        int seal = lines(SEAL).get(0);
        Set<JavaCodeUnit> before = reached(callees(open).filter(call -> call.getLineNumber() < seal));
        assertTrue(
                before.stream().anyMatch(unit -> unit.getName().equals("parse")), "the frame is read before the seal");
        for (JavaCodeUnit unit : before) {
            unit.getAccessesFromSelf()
                    .forEach(access -> assertFalse(
                            target(access)
                                    .matches(CODEC_DECODE + "|" + INFLATE
                                            + "|java\\.util\\.zip\\..*|tools\\.jackson\\..*"),
                            () -> "before the seal verifies: " + access.getDescription()));
        }
    }

    /** The lines on which the opener's method calls something, in order. */
    private List<Integer> lines(String callee) {
        return callees(open)
                .filter(call -> target(call).matches(callee))
                .map(JavaAccess::getLineNumber)
                .sorted()
                .toList();
    }

    /** All code of the contracts and the engine that can be reached by these calls. */
    private static Set<JavaCodeUnit> reached(Stream<JavaAccess<?>> calls) {
        Set<JavaCodeUnit> reached = new HashSet<>();
        Deque<JavaAccess<?>> ahead = new ArrayDeque<>(calls.toList());
        while (!ahead.isEmpty()) {
            resolved(ahead.pop())
                    .filter(reached::add)
                    .forEach(unit -> callees(unit).forEach(ahead::add));
        }
        return reached;
    }

    private static Stream<JavaCodeUnit> resolved(JavaAccess<?> call) {
        return call
                .getTarget()
                .resolveMember()
                .map(JavaMember.class::cast)
                .filter(JavaCodeUnit.class::isInstance)
                .map(JavaCodeUnit.class::cast)
                .filter(unit -> isOurs(unit.getOwner()))
                .stream();
    }

    /** Calls and method references, also those that stand in lambdas. */
    private static Stream<JavaAccess<?>> callees(JavaCodeUnit unit) {
        return Stream.concat(unit.getCallsFromSelf().stream(), unit.getCodeUnitReferencesFromSelf().stream());
    }

    private static Set<String> callers(String callee) {
        Set<String> found = new HashSet<>();
        for (JavaClass type : MooringClasses.ALL) {
            if (isOurs(type)) {
                type.getCodeUnits().stream()
                        .flatMap(SealRulesTest::callees)
                        .filter(call -> target(call).matches(callee))
                        .forEach(call -> found.add(type.getName()));
            }
        }
        return found;
    }

    /** The contracts and the engine, without the providers. */
    private static boolean isOurs(JavaClass type) {
        return resideInAnyPackage("dev.mooring.api..", ENGINE).test(type);
    }

    private static String target(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getTarget().getName();
    }
}
