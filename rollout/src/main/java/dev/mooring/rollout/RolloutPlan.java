package dev.mooring.rollout;

import dev.mooring.api.keys.KeySet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A rolling deploy: the configuration of the servers before it, and after each of its steps.
 *
 * <p>As text, a plan is strict and made of lines; empty ones and those that start with {@code #} are comments:
 *
 * <pre>
 * mooring-rollout 1
 *
 * step before
 * keys create resume.keys hmac-sha256 k1
 * mooring.keys = file:resume.keys
 * mooring.codec = json
 *
 * step accept
 * mooring.keys = file:resume.keys
 * mooring.codec = json
 * mooring.accept.codecs = json,cbor
 *
 * step emit
 * mooring.keys = file:resume.keys
 * mooring.codec = cbor
 * mooring.accept.codecs = json,cbor
 * wait PT1H
 *
 * step after
 * mooring.keys = file:resume.keys
 * mooring.codec = cbor
 * </pre>
 *
 * <p>The first step is the fleet as it is. Each step lists all properties of a server; one without any keeps those of the
 * step before. {@code wait} is the time from the moment when every server runs a step until the next one begins. Lines
 * that begin with {@code keys} work as the command of that name, in memory only, and with the key's id given:
 *
 * <pre>
 * keys create FILE SEALER KEY-ID
 * keys stage FILE KEY-ID
 * keys promote FILE KEY-ID
 * keys remove FILE KEY-ID
 * </pre>
 *
 * <p>A key file that is not created by the plan is read from disk, relative to the plan, and never written.
 *
 * @param steps the steps in their order, at least two, each with a name of its own
 */
public record RolloutPlan(List<Step> steps) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException when there are fewer than two steps, or two of one name
     */
    public RolloutPlan {
        steps = List.copyOf(steps);
        if (steps.size() < 2) {
            throw new IllegalArgumentException(
                    "A plan has at least two steps, the first of which is the fleet as it is");
        }
        Set<String> names = new HashSet<>();
        for (Step step : steps) {
            if (!names.add(step.name())) {
                throw new IllegalArgumentException(
                        "Two steps have the name " + step.name() + ": name each differently");
            }
        }
    }

    /**
     * Reads a plan.
     *
     * @param file the plan's text in UTF-8, of at most a mebibyte
     * @return the plan
     * @throws IOException when the file, or a key file that the plan uses, cannot be read; the message says why
     * @throws IllegalArgumentException when it is not a plan; the message names the line and the remedy
     */
    public static RolloutPlan read(Path file) throws IOException {
        return PlanReader.read(file);
    }

    /**
     * Reads the text of a plan.
     *
     * @param text the whole text
     * @param folder the folder of key files with a relative name
     * @return the plan
     * @throws IOException when a key file that the plan uses cannot be read; the message names the line
     * @throws IllegalArgumentException when it is not a plan; the message names the line and the remedy
     */
    public static RolloutPlan parse(String text, Path folder) throws IOException {
        return new PlanReader(folder).plan(text);
    }

    /**
     * The configuration of every server that a step has reached.
     *
     * @param name 1 to 64 characters of {@code a-z 0-9 -}, which does not begin with a {@code -}
     * @param properties all settings under {@code mooring.}
     * @param keyFiles the content of key files at this step, by the path that follows {@code file:} in a property; files
     *     that are not in here are read from disk
     * @param pause the time from the moment when every server runs this step until the next one begins
     */
    public record Step(String name, Map<String, String> properties, Map<Path, KeySet> keyFiles, Duration pause) {

        /**
         * Copies the maps, and brings the paths into their normal form.
         *
         * @throws IllegalArgumentException when the name is not of its form, or the pause is negative or over a year
         */
        public Step {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "The name of a step is 1 to 64 characters of a-z 0-9 -, and does not begin with a -");
            }
            Objects.requireNonNull(pause, "pause");
            if (pause.isNegative() || pause.compareTo(Duration.ofDays(365)) > 0) {
                throw new IllegalArgumentException("The wait after a step is from PT0S to P365D, and not " + pause);
            }
            properties = Map.copyOf(properties);
            keyFiles = Deployment.normalized(keyFiles);
        }

        /** The name and the pause: properties may hold secrets that were put there by mistake. */
        @Override
        public String toString() {
            return "Step[" + name + ", " + pause + "]";
        }
    }
}
