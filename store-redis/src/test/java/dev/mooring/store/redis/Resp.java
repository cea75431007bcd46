package dev.mooring.store.redis;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The protocol of Redis, version 2, as far as the tests need it; replies are kept as they came. */
final class Resp {
    private Resp() {}

    /** The next command, or null at the end. */
    static List<String> readCommand(InputStream in) throws IOException {
        String count = line(in);
        if (count == null) {
            return null;
        }
        List<String> words = new ArrayList<>();
        for (int i = Integer.parseInt(count.substring(1)); i > 0; i--) {
            words.add(text(in, Integer.parseInt(line(in).substring(1))));
        }
        return words;
    }

    static String command(List<String> words) {
        StringBuilder text = new StringBuilder("*" + words.size() + "\r\n");
        words.forEach(word -> text.append(bulk(word)));
        return text.toString();
    }

    static String bulk(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }

    /** A whole reply that is no array. */
    static String readReply(InputStream in) throws IOException {
        String head = line(in);
        if (head == null) {
            throw new EOFException();
        }
        boolean bulk = head.startsWith("$") && !head.equals("$-1");
        return head + "\r\n" + (bulk ? text(in, Integer.parseInt(head.substring(1))) + "\r\n" : "");
    }

    private static String text(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length + 2);
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            line.append((char) next);
        }
        return line.substring(0, line.length() - 1);
    }
}
