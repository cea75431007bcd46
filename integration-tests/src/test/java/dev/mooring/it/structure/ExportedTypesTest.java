package dev.mooring.it.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever uses an exported type needs nothing that is not exported, and no library but those that a module is about. */
class ExportedTypesTest {
    private static final Set<String> EXPORTED = MooringClasses.exportedPackages();

    /** The libraries whose types a module hands out and takes in. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "dev.mooring.bind.jackson", "tools.jackson",
            "dev.mooring.rpc.capnweb", "tools.jackson.databind.json",
            "dev.mooring.serve.jakarta", "jakarta.websocket.server",
            "dev.mooring.metrics.micrometer", "io.micrometer.core.instrument",
            "dev.mooring.store.jdbc", "javax.sql",
            "dev.mooring.store.redis", "io.lettuce.core",
            "dev.mooring.testkit", "org.junit.jupiter.api");

    private static final DescribedPredicate<JavaClass> SEEN =
            DescribedPredicate.describe("other modules see", ExportedTypesTest::isSeen);

    @Test
    void signatures_ofExportedTypes_nameExportedTypesOnly() {
        assertTrue(EXPORTED.contains("dev.mooring.api.spi"), EXPORTED::toString);
        classes().that(SEEN).should(nameOnlyWhatOthersSee()).check(MooringClasses.ALL);
    }

    @Test
    void types_thatOthersSee_areFinalOrMadeForExtending() {
        classes()
                .that(SEEN)
                .and()
                .areNotInterfaces()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .orShould()
                .haveModifier(JavaModifier.ABSTRACT)
                .check(MooringClasses.ALL);
    }

    @Test
    void fields_thatOthersSee_areConstants() {
        classes().that(SEEN).should(haveNoFieldsButConstants()).check(MooringClasses.ALL);
    }

    private static boolean isExported(JavaClass type) {
        return EXPORTED.contains(type.getPackageName());
    }

    private static boolean isSeen(JavaClass type) {
        return isExported(type) && isPublic(type);
    }

    /** A type is as public as the type that it is nested in. */
    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ExportedTypesTest::isPublic).orElse(true);
    }

    private static boolean maySign(JavaClass signed, JavaClass named) {
        JavaClass type = named.getBaseComponentType();
        String library = LIBRARIES.get(signed.getPackageName());
        return type.isPrimitive()
                || type.getPackageName().startsWith("java.")
                || isSeen(type)
                || library != null && type.getPackageName().startsWith(library);
    }

    private static ArchCondition<JavaClass> nameOnlyWhatOthersSee() {
        return new ArchCondition<>("name exported types only in their signatures") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Set<String> hidden = new TreeSet<>();
                named(type).filter(each -> !maySign(type, each)).forEach(each -> hidden.add(each.getName()));
                events.add(new SimpleConditionEvent(type, hidden.isEmpty(), type.getName() + " shows " + hidden));
            }
        };
    }

    private static ArchCondition<JavaClass> haveNoFieldsButConstants() {
        return new ArchCondition<>("have no fields but constants") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getFields().stream()
                        .filter(ExportedTypesTest::isShown)
                        .filter(field ->
                                !field.getModifiers().containsAll(Set.of(JavaModifier.STATIC, JavaModifier.FINAL)))
                        .forEach(field -> events.add(SimpleConditionEvent.violated(field, field.getFullName())));
            }
        };
    }

    /** What a type's declaration and its visible members name, those of a hidden class that it extends among them. */
    private static Stream<JavaClass> named(JavaClass type) {
        Stream<JavaType> types = Stream.concat(type.getInterfaces().stream(), type.getTypeParameters().stream());
        return Stream.of(
                        types.flatMap(each -> each.getAllInvolvedRawTypes().stream()),
                        type.getMembers().stream()
                                .filter(ExportedTypesTest::isShown)
                                .flatMap(ExportedTypesTest::named),
                        type.getRawSuperclass().stream()
                                .flatMap(parent -> isHidden(parent) ? named(parent) : Stream.of(parent)))
                .flatMap(names -> names);
    }

    private static boolean isHidden(JavaClass type) {
        return isExported(type) && !isPublic(type);
    }

    private static Stream<JavaClass> named(JavaMember member) {
        Stream<JavaClass> thrown =
                member instanceof JavaCodeUnit unit ? unit.getThrowsClause().getTypes().stream() : Stream.empty();
        return Stream.concat(member.getAllInvolvedRawTypes().stream(), thrown);
    }

    private static boolean isShown(JavaMember member) {
        boolean shown = member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
        return shown && !member.getModifiers().contains(JavaModifier.SYNTHETIC);
    }
}
