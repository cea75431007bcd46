package dev.mooring.token.internal;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a key file, read strictly. A line that does not have exactly the form below is refused by its number, and
 * never by its content, which is secret.
 *
 * <pre>
 * mooring-keys 1 SEALER
 * key ID STATUS CREATED since CHANGED ALGORITHM PROTECTION MATERIAL
 * </pre>
 */
public final class KeyFileFormat {
    private static final String HEAD = "mooring-keys 1 ";
    private static final Pattern HEAD_LINE = Pattern.compile(HEAD + "(" + Ids.PROVIDER + ")");
    private static final String HEAD_IN_BASE64 = "bW9vcmluZy1rZXlz";
    private static final int FIELDS = 9;

    private KeyFileFormat() {}

    /** Writes the text, with a final line break. */
    public static String format(KeySet keys) {
        StringBuilder text = new StringBuilder(HEAD).append(keys.sealerId()).append('\n');
        for (TokenKey key : keys.keys()) {
            text.append(String.join(
                            " ",
                            "key",
                            key.id(),
                            key.status().word(),
                            key.createdAt().toString(),
                            "since",
                            key.since().toString(),
                            key.algorithm(),
                            key.material().protection().word(),
                            Base64Url.encode("", key.material().bytes())))
                    .append('\n');
        }
        return text.toString();
    }

    /** Reads the text; a missing final line break is forgiven, because variables lose it. */
    public static KeySet parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    "The key file is empty: create one with \"mooring keys create --sealer SEALER FILE\"");
        }
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        String[] lines = body.split("\n", -1);
        refuseCarriageReturns(lines);
        refuseSpoilt(text);
        Matcher head = HEAD_LINE.matcher(lines[0]);
        if (!head.matches()) {
            throw new IllegalArgumentException(
                    "Line 1 of the key file is not \"mooring-keys 1 SEALER\": it is not a key file, or of a newer version");
        }
        List<TokenKey> keys = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            keys.add(key(i + 1, lines[i]));
        }
        try {
            return KeySet.of(head.group(1), keys);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The key file is not a set of keys: " + e.getMessage());
        }
    }

    /** They are invisible in most editors, so they are told by name. */
    private static void refuseCarriageReturns(String[] lines) {
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].indexOf('\r') >= 0) {
                throw new IllegalArgumentException("Line " + (i + 1)
                        + " of the key file has a carriage return: let its lines end in line feeds only");
            }
        }
    }

    /** Editors, shells and tools for secrets spoil a text on its way in a few ways; each is told by its name. */
    private static void refuseSpoilt(String text) {
        refuseIf(text.startsWith("\ufeff"), "begins with a byte order mark: save it as UTF-8 without one");
        refuseIf(text.indexOf('\0') >= 0, "has zero bytes, as UTF-16 has: save it as UTF-8");
        refuseIf(
                text.startsWith("\"") || text.startsWith("'"),
                "begins with a quotation mark: take off the ones around the text");
        refuseIf(
                Character.isWhitespace(text.charAt(0)),
                "begins with a blank or is empty: let the text begin with \"mooring-keys\"");
        refuseIf(text.startsWith(HEAD_IN_BASE64), "is encoded in base64: decode it first");
        refuseIf(
                text.startsWith(HEAD) && text.contains("\\n"),
                "has \\n written out, as two characters: put a line break in its place");
        refuseIf(
                text.startsWith(HEAD) && text.lines().findFirst().orElse("").contains(" key "),
                "has blanks in the place of line breaks: keep the line breaks, in a shell by \"$VARIABLE\" in quotation"
                        + " marks");
    }

    private static void refuseIf(boolean spoilt, String how) {
        if (spoilt) {
            throw new IllegalArgumentException("Line 1 of the key file " + how);
        }
    }

    private static TokenKey key(int number, String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != FIELDS || !fields[0].equals("key") || !fields[4].equals("since")) {
            throw new IllegalArgumentException("Line " + number + " of the key file is not \"key ID STATUS CREATED"
                    + " since CHANGED ALGORITHM PROTECTION MATERIAL\", parted by single spaces");
        }
        try {
            return new TokenKey(
                    fields[1],
                    status(fields[2]),
                    instant(fields[3]),
                    instant(fields[5]),
                    fields[6],
                    material(fields[7], fields[8]));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Line " + number + " of the key file: " + e.getMessage());
        }
    }

    private static TokenKey.Status status(String word) {
        return Arrays.stream(TokenKey.Status.values())
                .filter(status -> status.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the status is none of sealing, staged and opening"));
    }

    private static Instant instant(String text) {
        try {
            Instant instant = Instant.parse(text);
            if (instant.toString().equals(text)) {
                return instant;
            }
        } catch (DateTimeParseException e) {
            // refused below, without the words of the parser
        }
        throw new IllegalArgumentException("a time is spelled like 2026-11-23T10:00:00Z");
    }

    private static KeyMaterial material(String protection, String text) {
        byte[] bytes = Base64Url.decode(text, 0)
                .orElseThrow(() -> new IllegalArgumentException("the material is not base64url without padding"));
        try {
            if (protection.equals(KeyMaterial.Protection.CLEAR.word())) {
                return KeyMaterial.clear(bytes);
            }
            if (protection.equals(KeyMaterial.Protection.KMS.word())) {
                return KeyMaterial.encrypted(bytes);
            }
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
        throw new IllegalArgumentException("the protection is neither clear nor kms");
    }
}
