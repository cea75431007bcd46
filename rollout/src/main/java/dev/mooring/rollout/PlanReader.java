package dev.mooring.rollout;

import dev.mooring.api.keys.KeySet;
import dev.mooring.token.KeySource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a plan line by line, strictly: a line that is not understood is refused by its number. Not thread-safe. */
final class PlanReader {
    private static final String HEAD = "mooring-rollout 1";
    private static final int MAX_BYTES = 1 << 20;

    private final Path folder;
    private final List<Draft> drafts = new ArrayList<>();

    /** The key files as the lines so far have left them. */
    private final Map<Path, KeySet> keyFiles = new HashMap<>();

    /** The properties of the step that is being read. */
    private final Map<String, String> properties = new LinkedHashMap<>();

    private int number;
    private int stepNumber;
    private @Nullable String name;
    private @Nullable Duration pause;

    /**
     * A step as it was read.
     *
     * @param number the number of its first line
     * @param name its name
     * @param properties its own properties
     * @param keyFiles the key files after its lines
     * @param pause the wait after it
     */
    private record Draft(
            int number, String name, Map<String, String> properties, Map<Path, KeySet> keyFiles, Duration pause) {}

    PlanReader(Path folder) {
        this.folder = folder;
    }

    static RolloutPlan read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new IOException("The plan " + file + " cannot be read: " + why(file, e));
        }
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("The file is not a plan: it has over " + MAX_BYTES + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new PlanReader(file.toAbsolutePath().resolveSibling("")).plan(text);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The file is not a plan: it is not text in UTF-8");
        }
    }

    private static String why(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file, so check its name";
        }
        if (e instanceof AccessDeniedException) {
            return "this user may not read it, so check its owner and mode";
        }
        return Files.isDirectory(file) ? "it is a directory, so name a file in it" : "check the file and its disk";
    }

    RolloutPlan plan(String text) throws IOException {
        List<String> lines = text.lines().map(String::strip).toList();
        if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
            throw new IllegalArgumentException(
                    "Line 1 of the plan is not \"" + HEAD + "\": it is not a plan, or of a newer version");
        }
        for (number = 2; number <= lines.size(); number++) {
            try {
                line(lines.get(number - 1));
            } catch (InvalidPathException e) {
                throw wrong(number, "the path is not one of this system");
            } catch (IllegalArgumentException | IllegalStateException e) {
                throw wrong(number, e.getMessage());
            } catch (IOException e) {
                throw new IOException("Line " + number + " of the plan: " + e.getMessage());
            }
        }
        if (pause != null) {
            throw wrong(lines.size(), "no step follows this wait: name the one that it waits for, or delete it");
        }
        endStep();
        return new RolloutPlan(steps());
    }

    private static IllegalArgumentException wrong(int number, @Nullable String message) {
        return new IllegalArgumentException("Line " + number + " of the plan: " + message);
    }

    private void line(String line) throws IOException {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        String[] words = line.split("\\s+");
        if (words[0].equals("step")) {
            beginStep(words);
            return;
        }
        if (name == null) {
            throw new IllegalArgumentException("the first line of a step is \"step NAME\"");
        }
        if (pause != null) {
            throw new IllegalArgumentException(
                    "\"wait\" is the last line of a step: begin the next with \"step NAME\"");
        }
        if (words[0].equals("wait")) {
            pause = pause(words);
        } else if (words[0].equals("keys")) {
            keys(words);
        } else {
            property(line);
        }
    }

    private void beginStep(String[] words) {
        if (words.length != 2) {
            throw new IllegalArgumentException("it is \"step NAME\", with a name of a-z 0-9 -");
        }
        endStep();
        name = words[1];
        stepNumber = number;
        pause = null;
        properties.clear();
    }

    private void endStep() {
        if (name != null) {
            drafts.add(new Draft(
                    stepNumber,
                    name,
                    Map.copyOf(properties),
                    Map.copyOf(keyFiles),
                    pause == null ? Duration.ZERO : pause));
        }
    }

    private List<RolloutPlan.Step> steps() {
        List<RolloutPlan.Step> steps = new ArrayList<>();
        Map<String, String> settings = Map.of();
        for (Draft draft : drafts) {
            settings = draft.properties().isEmpty() ? settings : draft.properties();
            if (settings.isEmpty()) {
                throw wrong(draft.number(), "the first step has no properties: list those that a server has now");
            }
            try {
                steps.add(new RolloutPlan.Step(draft.name(), settings, draft.keyFiles(), draft.pause()));
            } catch (IllegalArgumentException e) {
                throw wrong(draft.number(), e.getMessage());
            }
        }
        return steps;
    }

    private static Duration pause(String[] words) {
        try {
            if (words.length == 2) {
                return Duration.parse(words[1]);
            }
        } catch (DateTimeException | ArithmeticException e) {
            // told below
        }
        throw new IllegalArgumentException("it is \"wait\" and a duration of ISO 8601, such as PT30S, PT1H or P1D");
    }

    private void property(String line) throws IOException {
        int equals = line.indexOf('=');
        String key = line.substring(0, Math.max(equals, 0)).strip();
        if (!key.startsWith("mooring.")) {
            throw new IllegalArgumentException(
                    "it is none of \"step NAME\", \"keys …\", \"mooring.NAME = VALUE\" and \"wait DURATION\"");
        }
        String value = line.substring(equals + 1).strip();
        if (properties.putIfAbsent(key, value) != null) {
            throw new IllegalArgumentException(key + " is set twice in this step: keep one");
        }
        Path file = Deployment.keyFile(key, value).orElse(null);
        if (file != null) {
            keysOf(file);
        }
    }

    private void keys(String[] words) throws IOException {
        String command = words.length > 1 ? words[1] : "";
        if (command.equals("create") && words.length == 5) {
            create(Path.of(words[2]).normalize(), words[3], words[4]);
            return;
        }
        if (words.length != 4) {
            throw new IllegalArgumentException("it is \"keys create FILE SEALER KEY-ID\", \"keys stage FILE KEY-ID\","
                    + " \"keys promote FILE KEY-ID\" or \"keys remove FILE KEY-ID\"");
        }
        Path file = Path.of(words[2]).normalize();
        KeySet before = keysOf(file);
        KeySet after = switch (command) {
            case "stage" -> KeyChanges.stage(before, words[3]);
            case "promote" -> before.promote(words[3], Instant.EPOCH);
            case "remove" -> before.removeAnyway(words[3]);
            default -> throw new IllegalArgumentException("after \"keys\" comes create, stage, promote or remove");
        };
        keyFiles.put(file, after);
    }

    private void create(Path file, String sealer, String keyId) {
        if (keyFiles.containsKey(file)) {
            throw new IllegalArgumentException("the key file " + file + " is there already: choose another name");
        }
        keyFiles.put(file, KeyChanges.create(sealer, keyId));
    }

    private KeySet keysOf(Path file) throws IOException {
        KeySet known = keyFiles.get(file);
        if (known != null) {
            return known;
        }
        KeySet onDisk;
        try {
            onDisk = KeySource.file(folder.resolve(file)).load();
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; for a rehearsal with keys of its own, write \"keys create " + file
                    + " SEALER KEY-ID\" before");
        }
        keyFiles.put(file, onDisk);
        return onDisk;
    }
}
