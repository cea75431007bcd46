package dev.mooring.benchmarks.rpc;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks the healing link, of docs/format/capnweb-link-v1.md as much as an honest client without faults needs. */
final class HealingClient extends Client {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int SERIAL = 1;
    private static final int TOKEN = 4;

    private final String secret = bytes(32);
    private Wire wire;
    private long sent;
    private long serial;
    private String token = "";
    private long tokens;

    /** Begins a session. */
    HealingClient(Wire wire) throws IOException {
        this.wire = wire;
        wire.send("[\"open\",\"" + secret + "\"]");
        expect("settings");
        commit();
    }

    private static String bytes(int number) {
        byte[] bytes = new byte[number];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Goes on with the session at another server, whose copy lacks nothing, because no call is pending. */
    void resume(Wire next) throws IOException {
        wire = next;
        wire.send("[\"resume\",\"" + token + "\",\"" + bytes(16) + "\"," + sent + "," + serial + ",\"" + secret
                + "\",0,1]");
        expect("settings");
        JsonNode resumed = expect("resumed");
        serial = resumed.get(SERIAL).asLong();
        token = resumed.get(TOKEN).asString();
        wire.send("[\"again\"]");
    }

    private JsonNode expect(String kind) throws IOException {
        JsonNode header = JSON.readTree(wire.receive());
        if (!header.get(0).asString().equals(kind)) {
            throw new IOException(kind + " was expected instead of " + header);
        }
        return header;
    }

    @Override
    void exchange(String lines, int results) throws IOException {
        wire.send("[\"data\"," + serial + "," + (sent + 1) + "]\n" + lines);
        sent += lines.lines().count();
        int open = results;
        while (open > 0) {
            open -= commit();
        }
    }

    /** Takes a commit, and returns how many results it has. */
    private int commit() throws IOException {
        String[] lines = wire.receive().split("\n");
        JsonNode header = JSON.readTree(lines[0]);
        if (!header.get(0).asString().equals("commit")) {
            throw new IOException("A commit was expected instead of " + header);
        }
        serial = header.get(SERIAL).asLong();
        if (!header.get(TOKEN).isNull()) {
            token = header.get(TOKEN).asString();
            tokens++;
        }
        int results = 0;
        for (int i = 1; i < lines.length; i++) {
            if (!lines[i].startsWith("[\"resolve\",")) {
                throw new IOException("A call was answered with " + lines[i]);
            }
            results++;
        }
        return results;
    }

    /** How many tokens came. */
    long tokens() {
        return tokens;
    }

    /** The length of the newest token. */
    int tokenChars() {
        return token.length();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
