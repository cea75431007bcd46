package dev.mooring.codec.cbor.dos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.codec.cbor.Documents;
import dev.mooring.support.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** RFC 8949, appendix A: examples of every kind of item, read as a variable, whole and broken. */
class AppendixATest {
    private static final Pattern HEX = Pattern.compile("\"hex\": *\"([0-9a-f]*)\"");

    private static final Set<String> OUTSIDE_THE_PROFILE = Set.of(
            // plain integers beyond ±(2^53−1)
            "1bffffffffffffffff",
            "3bffffffffffffffff",
            // indefinite lengths
            "5f42010243030405ff",
            "7f657374726561646d696e67ff",
            "826161bf61626163ff",
            "83018202039f0405ff",
            "83019f0203ff820405",
            "9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff",
            "9f01820203820405ff",
            "9f018202039f0405ffff",
            "9fff",
            "bf61610161629f0203ffff",
            "bf6346756ef563416d7421ff",
            // integer keys
            "a201020304",
            // other tags
            "c074323031332d30332d32315432303a30343a30305a",
            "d74401020304",
            "d818456449455446",
            "d82076687474703a2f2f7777772e6578616d706c652e636f6d",
            // simple values
            "f0",
            "f818",
            "f8ff",
            // floats that are halves
            "fa7f800000",
            "fa7fc00000",
            "faff800000",
            "fb7ff0000000000000",
            "fb7ff8000000000000",
            "fbfff0000000000000");

    private static final Pattern ITEM = Pattern.compile("\"cbor\": *\"");

    private static String vectors;
    private static List<String> items;

    @BeforeAll
    static void readVectors() throws IOException {
        vectors = Files.readString(Vectors.find("rfc8949-appendix-a.json"));
        items = HEX.matcher(vectors).results().map(match -> match.group(1)).toList();
    }

    /** All items of the file are run, and each once. */
    @Test
    void items_ofTheAppendix_areAllThere() {
        assertEquals(82, items.size());
        assertEquals(82, ITEM.matcher(vectors).results().count());
        assertEquals(82, Set.copyOf(items).size());
    }

    @Test
    void item_asAVariable_isAcceptedIfItIsInTheProfile() {
        Set<String> refused = new HashSet<>(items);
        refused.removeIf(item -> Documents.isCanonical(Documents.withVariable(item)));
        assertEquals(OUTSIDE_THE_PROFILE, refused);
    }

    @Test
    void item_alone_isNoSnapshot() {
        items.forEach(item -> Documents.assertRefused(Documents.hex(item)));
    }

    @Test
    void J02_everyTruncation_isRefused() {
        for (String item : items) {
            byte[] bytes = Documents.hex(item);
            byte[] document = Documents.withVariable(item);
            for (int length = 0; length < bytes.length; length++) {
                Documents.assertRefused(Arrays.copyOf(bytes, length));
            }
            for (int length = 0; length < document.length; length++) {
                Documents.assertRefused(Arrays.copyOf(document, length));
            }
        }
    }

    @Test
    void J03_everyCorruptedByte_leavesAsARefusalOrACanonicalDocument() {
        int accepted = 0;
        for (String item : items) {
            byte[] bytes = Documents.hex(item);
            for (int i = 0; i < bytes.length; i++) {
                for (int change = 1; change < 256; change++) {
                    byte[] corrupt = bytes.clone();
                    corrupt[i] ^= (byte) change;
                    Documents.assertRefused(corrupt);
                    accepted += Documents.isCanonical(Documents.withVariable(Documents.hex(corrupt))) ? 1 : 0;
                }
            }
        }
        assertTrue(accepted > 1_000);
    }
}
