package dev.mooring.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The scripts, each of which is one indivisible step of the store. */
enum Script {
    CLAIM("entry.lua", "token.lua", "claim.lua"),
    SUPERSEDE("entry.lua", "token.lua", "supersede.lua"),
    CHECK("entry.lua", "token.lua", "check.lua"),
    REVOKE("entry.lua", "revoke.lua"),
    ARM("arm.lua"),
    PROBE("probe.lua");

    private final String text;
    private final String digest;

    Script(String... parts) {
        StringBuilder all = new StringBuilder();
        for (String part : parts) {
            all.append(read(part));
        }
        text = all.toString();
        digest = sha1(text);
    }

    private static String read(String part) {
        try (InputStream in = Script.class.getResourceAsStream(part)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks " + part);
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException("The jar's " + part + " cannot be read", e);
        }
    }

    /** How Redis names scripts; nothing is kept secret or sealed by it. */
    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }

    String text() {
        return text;
    }

    String digest() {
        return digest;
    }
}
