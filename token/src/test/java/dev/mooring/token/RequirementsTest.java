package dev.mooring.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures of classes that a provider needs, and the artifact that each of them names. */
class RequirementsTest {
    @TempDir
    Path folder;

    private Requirements of(String lines) throws IOException {
        Path file = folder.resolve("META-INF/mooring/requirements.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, lines);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            return Requirements.seenBy(Set.of(loader));
        }
    }

    private Requirements common() throws IOException {
        return of("com.example=com.example:base:1\ncom.example.inner=com.example:inner:2\n");
    }

    private static String expected(String shown, String artifact) {
        return shown + ", which belongs to " + artifact
                + ": put that version or a newer one on the path, where it is missing or older";
    }

    @Test
    void missingClass_ofAKnownPackage_namesItsArtifact() throws IOException {
        assertEquals(
                Optional.of(expected("java.lang.NoClassDefFoundError: com/example/A", "com.example:base:1")),
                common().explain(new NoClassDefFoundError("com/example/A")));
    }

    @Test
    void missingClass_ofAPackageWithinAnother_namesTheInnerOne() throws IOException {
        assertEquals(
                Optional.of(expected("java.lang.NoClassDefFoundError: com/example/inner/A", "com.example:inner:2")),
                common().explain(new NoClassDefFoundError("com/example/inner/A")));
    }

    @Test
    void packages_areComparedWhole() throws IOException {
        assertEquals(Optional.empty(), common().explain(new NoClassDefFoundError("com/examples/A")));
    }

    @Test
    void missingMember_isFoundInASentence() throws IOException {
        String message = "'void com.example.inner.B.call(int)'";
        assertEquals(
                Optional.of(expected("java.lang.NoSuchMethodError: " + message, "com.example:inner:2")),
                common().explain(new NoSuchMethodError(message)));
    }

    @Test
    void cause_deepest_counts() throws IOException {
        Throwable deepest = new ClassNotFoundException("com.example.Deep");
        Throwable failure = new NoClassDefFoundError("com/example/inner/Upper").initCause(deepest);
        assertEquals(
                Optional.of(expected("java.lang.ClassNotFoundException: com.example.Deep", "com.example:base:1")),
                common().explain(failure));
    }

    @Test
    void cause_withoutAKnownClass_leavesTheOneBefore() throws IOException {
        Throwable failure = new NoClassDefFoundError("com/example/A").initCause(new IllegalStateException("other"));
        assertEquals(
                Optional.of(expected("java.lang.NoClassDefFoundError: com/example/A", "com.example:base:1")),
                common().explain(failure));
    }

    /** A message of another exception may be anything, such as the text of a token. */
    @Test
    void otherException_isKnownByItsClassOnly() throws IOException {
        assertEquals(Optional.empty(), common().explain(new IllegalStateException("com.example.A is secret")));
        assertFalse(of("java.lang=jdk:java:1")
                .explain(new IllegalStateException("secret"))
                .orElseThrow()
                .contains("secret"));
    }

    @Test
    void causes_inACircle_end() throws IOException {
        IllegalStateException outer = new IllegalStateException();
        outer.initCause(new IllegalStateException(outer));
        assertEquals(Optional.empty(), common().explain(outer));
    }

    /** The twentieth is looked at, and no further one. */
    @Test
    void causes_areLookedAtUpToTheTwentieth() throws IOException {
        Throwable twentieth = new NoClassDefFoundError("com/example/A");
        for (int i = 0; i < 19; i++) {
            twentieth = new IllegalStateException(twentieth);
        }
        assertEquals(
                Optional.of(expected("java.lang.NoClassDefFoundError: com/example/A", "com.example:base:1")),
                common().explain(twentieth));
        assertEquals(Optional.empty(), common().explain(new IllegalStateException(twentieth)));
    }

    @Test
    void file_spoilt_namesNothing() throws IOException {
        assertEquals(Optional.empty(), of("com.example=\\u00zz").explain(new NoClassDefFoundError("com/example/A")));
    }
}
