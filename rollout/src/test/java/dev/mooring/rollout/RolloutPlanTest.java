package dev.mooring.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.keys.TokenKey.Status;
import dev.mooring.token.KeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutPlanTest {
    private static final String TWO_STEPS = "mooring-rollout 1\n\nstep one\nkeys create a.keys hmac-sha256 k1\n"
            + "mooring.keys = file:a.keys\nwait PT1H\n# a comment\nstep two\n";

    @TempDir
    Path folder;

    @Test
    void text_ofAPlan_isReadIntoSteps() throws IOException {
        RolloutPlan plan = RolloutPlan.parse(TWO_STEPS + "keys stage ./a.keys k2\nkeys promote a.keys k2\n", folder);
        RolloutPlan.Step one = plan.steps().get(0);
        RolloutPlan.Step two = plan.steps().get(1);
        assertEquals(
                List.of("one", "two"),
                plan.steps().stream().map(RolloutPlan.Step::name).toList());
        assertEquals(Duration.ofHours(1), one.pause());
        assertEquals(Duration.ZERO, two.pause());
        assertEquals(Map.of("mooring.keys", "file:a.keys"), one.properties());
        assertEquals(one.properties(), two.properties());
        assertEquals(Map.of("k1", Status.SEALING), statuses(one));
        assertEquals(Map.of("k1", Status.OPENING, "k2", Status.SEALING), statuses(two));
    }

    private static Map<String, Status> statuses(RolloutPlan.Step step) {
        KeySet keys = step.keyFiles().get(Path.of("a.keys"));
        return keys.keys().stream().collect(Collectors.toMap(TokenKey::id, TokenKey::status));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keys remove a.keys k1 | 9 | seals",
                "keys remove a.keys k7 | 9 | k1",
                "keys promote a.keys k7 | 9 | k1",
                "keys stage a.keys k1 | 9 | twice",
                "keys stage a.keys | 9 | keys stage FILE KEY-ID",
                "keys rotate a.keys k2 | 9 | promote",
                "keys create a.keys hmac-sha256 k2 | 9 | there already",
                "keys create b.keys rot13 k2 | 9 | rot13",
                "keys stage b.keys k2 | 9 | keys create b.keys",
                "mooring.keys = file:b.keys | 9 | does not exist",
                "wait 1h | 9 | PT1H",
                "wait | 9 | PT1H",
                "wait -PT1H | 8 | PT0S",
                "wait PT1H | 9 | no step follows",
                "step | 9 | step NAME",
                "step Three | 9 | a-z",
                "hello | 9 | none of",
                "spring.name = x | 9 | none of",
            })
    void line_thatIsNotOfTheForm_isNamed(String line, int number, String fact) {
        // a negative wait is noticed when its step is complete
        String text = TWO_STEPS + line + (line.startsWith("wait -") ? "\nstep three\n" : "\n");
        Exception e = assertThrows(Exception.class, () -> RolloutPlan.parse(text, folder));
        assertTrue(e instanceof IOException || e instanceof IllegalArgumentException);
        assertTrue(e.getMessage().startsWith("Line " + number + " of the plan: "), e.getMessage());
        assertTrue(e.getMessage().contains(fact), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Line 1",
                "mooring-rollout 2 | Line 1",
                "mooring-rollout 1 | two steps",
                "mooring-rollout 1;wait PT1H | Line 2",
                "mooring-rollout 1;step one | no properties",
                "mooring-rollout 1;step one;mooring.codec = json | two steps",
                "mooring-rollout 1;step one;mooring.codec = json;mooring.codec = cbor | Line 4",
                "mooring-rollout 1;step one;mooring.codec = json;step one | name",
                "mooring-rollout 1;step one;mooring.codec = json;wait PT1H;wait PT1H | Line 5",
            })
    void text_thatIsNoPlan_isRefused(String text, String fact) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> RolloutPlan.parse(text.replace(';', '\n'), folder));
        assertTrue(e.getMessage().contains(fact), e.getMessage());
    }

    @Test
    void keyFile_besideThePlan_isReadAndNotWritten() throws IOException {
        String keys = KeyFile.format(KeyChanges.create("hmac-sha256", "k9"));
        Path file = Files.writeString(folder.resolve("real.keys"), keys);
        Path plan = Files.writeString(
                folder.resolve("a.plan"),
                "mooring-rollout 1\nstep one\nmooring.keys = file:real.keys\nstep two\nkeys stage real.keys k2\n");
        RolloutPlan read = RolloutPlan.read(plan);
        assertEquals(KeyFile.parse(keys), read.steps().get(0).keyFiles().get(Path.of("real.keys")));
        assertEquals(keys, Files.readString(file));
        String material = keys.substring(keys.lastIndexOf(' ') + 1).strip();
        assertFalse(read.toString().contains(material));
    }

    @Test
    void file_thatCannotBeRead_isRefused() throws IOException {
        assertThrows(IOException.class, () -> RolloutPlan.read(folder.resolve("none.plan")));
        assertThrows(IOException.class, () -> RolloutPlan.read(folder));
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0, 1});
        assertThrows(IllegalArgumentException.class, () -> RolloutPlan.read(binary));
        Path large =
                Files.write(folder.resolve("large"), " ".repeat((1 << 20) + 1).getBytes(StandardCharsets.UTF_8));
        assertThrows(IllegalArgumentException.class, () -> RolloutPlan.read(large));
    }
}
