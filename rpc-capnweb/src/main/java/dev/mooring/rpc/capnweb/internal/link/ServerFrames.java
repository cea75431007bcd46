package dev.mooring.rpc.capnweb.internal.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** Writes the frames of the server (L-4). */
final class ServerFrames {
    static final String PONG = "[\"pong\"]";

    private ServerFrames() {}

    static String settings(int frame, long kept) {
        return "[\"settings\",{\"frame\":" + frame + ",\"kept\":" + kept + "}]";
    }

    static String attached(List<Long> lacking) {
        StringBuilder text = new StringBuilder("[\"attached\"");
        lacking.forEach(number -> text.append(',').append(number));
        return text.append(']').toString();
    }

    static String resumed(long serial, long covers, List<Long> pending, String token) {
        StringBuilder text = new StringBuilder("[\"resumed\"");
        head(text, serial, covers, pending, token);
        return text.append(']').toString();
    }

    /** A commit with its lines; the token is null while the session is fragile. */
    static String commit(Commit commit) {
        StringBuilder text = new StringBuilder("[\"commit\"");
        head(text, commit.serial(), commit.covers(), commit.pending(), commit.token());
        numbers(text.append(','), commit.doubt());
        text.append(']');
        commit.lines().forEach(line -> text.append('\n').append(line));
        return text.toString();
    }

    private static void head(StringBuilder text, long serial, long covers, List<Long> pending, @Nullable String token) {
        text.append(',').append(serial).append(',').append(covers).append(',');
        numbers(text, pending);
        text.append(',');
        if (token == null) {
            text.append("null");
        } else {
            quote(text, token);
        }
    }

    private static void numbers(StringBuilder text, List<Long> numbers) {
        text.append('[');
        for (int i = 0; i < numbers.size(); i++) {
            text.append(i == 0 ? "" : ",").append(numbers.get(i));
        }
        text.append(']');
    }

    static String refused(boolean retryable, String message, long afterMs) {
        StringBuilder text =
                new StringBuilder("[\"refused\",").append(retryable).append(',');
        quote(text, message);
        return text.append(',').append(afterMs).append(']').toString();
    }

    static String move(long afterMs) {
        return "[\"move\"," + afterMs + "]";
    }

    static String fragile(String reason) {
        StringBuilder text = new StringBuilder("[\"fragile\",");
        quote(text, reason);
        return text.append(']').toString();
    }

    private static void quote(StringBuilder text, String value) {
        text.append('"')
                .append(JsonStringEncoder.getInstance().quoteAsCharArray(value))
                .append('"');
    }
}
