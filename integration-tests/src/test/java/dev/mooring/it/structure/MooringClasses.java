package dev.mooring.it.structure;

import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.mooring.it.built.Jars;
import dev.mooring.it.pages.Docs;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The code that the rules of structure are about, and words to write those rules with. */
final class MooringClasses {
    /** All classes of all modules, without tests. */
    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("test-support")) // which tests use, and nobody ships
            .importPackages("dev.mooring");

    private MooringClasses() {}

    /** The packages that modules export. */
    static Set<String> exportedPackages() {
        Path[] built = Jars.classPath().stream()
                .filter(entry -> entry.startsWith(Docs.ROOT))
                .filter(entry -> !entry.endsWith("test-classes"))
                .toArray(Path[]::new);
        return ModuleFinder.of(built).findAll().stream()
                .map(ModuleReference::descriptor)
                .flatMap(descriptor -> descriptor.exports().stream())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    static DescribedPredicate<JavaClass> named(String pattern) {
        return nameMatching(pattern).forSubtype();
    }

    static DescribedPredicate<JavaMethodCall> calls(String owner, String method) {
        return new DescribedPredicate<>(owner + "." + method) {
            @Override
            public boolean test(JavaMethodCall call) {
                return call.getTargetOwner().getName().matches(owner)
                        && call.getTarget().getName().matches(method);
            }
        };
    }

    static DescribedPredicate<JavaMethodCall> callsWith(String owner, String method, String parameters) {
        return new DescribedPredicate<>(owner + "." + method + "(" + parameters + ")") {
            @Override
            public boolean test(JavaMethodCall call) {
                return calls(owner, method).test(call)
                        && parameters(call.getTarget().getRawParameterTypes()).matches(parameters);
            }
        };
    }

    static DescribedPredicate<JavaConstructorCall> constructs(String type) {
        return constructsWith(type, ".*");
    }

    static DescribedPredicate<JavaConstructorCall> constructsWith(String type, String parameters) {
        return new DescribedPredicate<>("new " + type + "(" + parameters + ")") {
            @Override
            public boolean test(JavaConstructorCall call) {
                return call.getTargetOwner().getName().matches(type)
                        && parameters(call.getTarget().getRawParameterTypes()).matches(parameters);
            }
        };
    }

    /** A method by its names and the simple names of its parameters' types. */
    static JavaCodeUnit method(String type, String name, String parameters) {
        return ALL.get(type).getMethods().stream()
                .filter(method -> method.getName().equals(name))
                .filter(method -> parameters(method.getRawParameterTypes()).equals(parameters))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + type + "." + name + "(" + parameters + ")"));
    }

    private static String parameters(List<JavaClass> types) {
        return types.stream().map(JavaClass::getSimpleName).collect(Collectors.joining(", "));
    }
}
