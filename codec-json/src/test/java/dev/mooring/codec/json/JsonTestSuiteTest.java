package dev.mooring.codec.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.support.Vectors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * I18: the files of JSONTestSuite as values. Most of them are arrays, which Cap'n Web spells with one more pair of
 * brackets, so each is read as it is, and once more within brackets.
 */
class JsonTestSuiteTest {
    /** What is a value as it is. */
    private static final Set<String> VALUES = Set.of(
            // an array within an array, which is an empty array
            "y_array_arraysWithSpaces",
            "y_object",
            "y_object_basic",
            "y_object_empty",
            "y_object_empty_key",
            "y_object_escaped_null_in_key",
            "y_object_extreme_numbers",
            "y_object_string_unicode",
            "y_object_with_newlines",
            "y_string_space",
            "y_structure_lonely_false",
            "y_structure_lonely_int",
            "y_structure_lonely_negative_real",
            "y_structure_lonely_null",
            "y_structure_lonely_string",
            "y_structure_lonely_true",
            "y_structure_string_empty");

    /** Arrays that parsers must take, and that break a rule of ours: an element that is no value, 80 digits. */
    private static final Set<String> BREAKING_A_RULE =
            Set.of("y_array_arraysWithSpaces", "y_number_double_close_to_zero");

    /** Arrays that parsers may take, and we do: underflow is zero, integers too big are doubles. */
    private static final Set<String> UP_TO_US =
            Set.of("i_number_double_huge_neg_exp", "i_number_real_underflow", "i_number_too_big_pos_int");

    /** All files of the suite are run: those that parsers must take, must refuse, and may do with as they like. */
    @Test
    void files_ofTheSuite_areAllThere() throws IOException {
        assertEquals(95, files().filter(file -> name(file).startsWith("y_")).count());
        assertEquals(188, files().filter(file -> name(file).startsWith("n_")).count());
        assertEquals(35, files().filter(file -> name(file).startsWith("i_")).count());
        assertEquals(95 + 188 + 35, files().count());
        Set<String> names = files().map(JsonTestSuiteTest::name).collect(Collectors.toSet());
        assertTrue(names.containsAll(VALUES) && names.containsAll(BREAKING_A_RULE) && names.containsAll(UP_TO_US));
    }

    @TestFactory
    Stream<DynamicTest> file_asItIs_isReadOrRefused() throws IOException {
        return files().map(file -> dynamicTest(
                name(file), () -> assertEquals(VALUES.contains(name(file)), isRead(Files.readAllBytes(file)))));
    }

    @TestFactory
    Stream<DynamicTest> file_withinBrackets_isReadOrRefused() throws IOException {
        return files().map(file -> dynamicTest(name(file), () -> {
            byte[] json = Files.readAllBytes(file);
            assertEquals(isElements(name(file), json), isRead(withinBrackets(json)));
        }));
    }

    private static boolean isElements(String name, byte[] json) {
        boolean array =
                new String(json, StandardCharsets.ISO_8859_1).stripLeading().startsWith("[");
        return array && name.startsWith("y_") && !BREAKING_A_RULE.contains(name) || UP_TO_US.contains(name);
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".json", "");
    }

    private static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Vectors.find("jsontestsuite"))) {
            return files.sorted().toList().stream();
        }
    }

    private static byte[] withinBrackets(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write('[');
        bytes.writeBytes(json);
        bytes.write(']');
        return bytes.toByteArray();
    }

    private static boolean isRead(byte[] json) {
        try {
            new JsonSnapshotCodec().decode(Documents.withVariable(json), SnapshotLimits.DEFAULT);
            return true;
        } catch (SnapshotFormatException refused) {
            return false;
        }
    }
}
