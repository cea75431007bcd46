package dev.mooring.it.leaks;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds secrets in texts: any twelve characters in a row of any usual spelling of them, in either case. */
public final class LeakNet {
    private static final int WIDTH = 12;

    private final Map<String, String> traces = new HashMap<>();

    /** Content, under a name by which a failure may call it. */
    public LeakNet content(String name, String content) {
        trace(name, Stream.concat(Stream.of(content), spelled(content.getBytes(StandardCharsets.UTF_8))));
        return this;
    }

    /** The text of a token. */
    public LeakNet token(String text) {
        trace("a token", Stream.of(text));
        return this;
    }

    /**
     * The keys of a set.
     *
     * @param others keys of the same kinds: what these have in common with them, such as the name of the kind, is no secret
     */
    public LeakNet keys(KeySet keys, KeySet others) {
        Map<String, String> before = Map.copyOf(traces);
        keys.keys().forEach(key -> trace("a key", spelled(key)));
        others.keys().stream()
                .flatMap(LeakNet::spelled)
                .flatMap(LeakNet::windows)
                .filter(window -> !before.containsKey(window))
                .forEach(traces::remove);
        return this;
    }

    private static Stream<String> spelled(TokenKey key) {
        return spelled(key.material().bytes());
    }

    private void trace(String name, Stream<String> spellings) {
        spellings.flatMap(LeakNet::windows).forEach(window -> traces.putIfAbsent(window, name));
    }

    private static Stream<String> spelled(byte[] bytes) {
        Stream<byte[]> alignments =
                IntStream.range(0, 3).mapToObj(from -> Arrays.copyOfRange(bytes, from, bytes.length));
        return Stream.concat(
                Stream.of(
                        HexFormat.of().formatHex(bytes),
                        HexFormat.ofDelimiter(":").formatHex(bytes),
                        new String(bytes, StandardCharsets.ISO_8859_1),
                        decimals(bytes, -1),
                        decimals(bytes, 0xff)),
                alignments.flatMap(part -> Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
                        .map(base64 -> base64.withoutPadding().encodeToString(part))));
    }

    private static String decimals(byte[] bytes, int mask) {
        return IntStream.range(0, bytes.length)
                .mapToObj(i -> Integer.toString(bytes[i] & mask))
                .collect(Collectors.joining(", "));
    }

    private static Stream<String> windows(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return IntStream.rangeClosed(0, lower.length() - WIDTH).mapToObj(at -> lower.substring(at, at + WIDTH));
    }

    /** The secrets that are in a text, by their names. */
    public Set<String> in(String text) {
        return windows(text)
                .map(traces::get)
                .filter(name -> name != null)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The secrets that are in texts that were seen, with the place; nothing of the texts, because this reaches build logs. */
    public List<String> in(List<Seen> texts) {
        return texts.stream()
                .flatMap(seen -> in(seen.text()).stream().map(name -> name + " in " + seen.where()))
                .distinct()
                .toList();
    }

    /** A text that somebody can see. */
    public record Seen(String where, String text) {}
}
