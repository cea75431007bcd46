package dev.mooring.rpc.capnweb.internal.link;

import dev.mooring.api.ledger.ResumeAttempt;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the frames of clients, and refuses each that does not have the form of L-2 to L-5. */
final class FrameReader {
    /** The greatest integer that JavaScript knows for certain. */
    static final long MAX_NUMBER = (1L << 53) - 1;

    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern ATTEMPT = Pattern.compile("[A-Za-z0-9_-]{21}[AQgw]");
    private static final String FORM = "A frame is a header of the link, and lines if the header may have them";

    private final int maxChars;

    /**
     * Makes a reader.
     *
     * @param maxChars the most UTF-16 units of a frame
     */
    FrameReader(int maxChars) {
        this.maxChars = maxChars;
    }

    ClientFrame read(String text) throws LinkException {
        if (text.length() > maxChars) {
            throw new LinkException("A frame has at most " + maxChars + " characters");
        }
        int end = text.indexOf('\n');
        Header header = Header.read(end < 0 ? text : text.substring(0, end));
        return frame(header, end < 0 ? List.of() : lines(text, end + 1));
    }

    private static List<String> lines(String text, int from) throws LinkException {
        List<String> lines = new ArrayList<>();
        int start = from;
        while (true) {
            int end = text.indexOf('\n', start);
            String line = end < 0 ? text.substring(start) : text.substring(start, end);
            if (line.isEmpty()) {
                throw new LinkException("A line of a frame is a message, and never empty");
            }
            lines.add(line);
            if (end < 0) {
                return lines;
            }
            start = end + 1;
        }
    }

    private static ClientFrame frame(Header header, List<String> lines) throws LinkException {
        ClientFrame frame = switch (header.name) {
            case "data" -> new ClientFrame.Data(header.number(), header.number(), lines);
            case "again" -> again(header, lines);
            case "ping" -> new ClientFrame.Ping();
            case "end" -> new ClientFrame.End();
            case "open" -> new ClientFrame.Open(header.text(SECRET));
            case "resume" -> resume(header);
            default -> throw new LinkException(FORM);
        };
        header.end();
        if (!lines.isEmpty() && !(frame instanceof ClientFrame.Data || frame instanceof ClientFrame.Again)) {
            throw new LinkException(FORM);
        }
        return frame;
    }

    private static ClientFrame again(Header header, List<String> lines) throws LinkException {
        List<Long> numbers = new ArrayList<>();
        long last = 0;
        while (header.hasMore()) {
            long number = header.number();
            if (number <= last) {
                throw new LinkException("The numbers of a frame ascend from 1");
            }
            numbers.add(number);
            last = number;
        }
        if (numbers.size() != lines.size()) {
            throw new LinkException("There is one line for each number");
        }
        return new ClientFrame.Again(numbers, lines);
    }

    private static ClientFrame resume(Header header) throws LinkException {
        String token = header.text(null);
        byte[] attempt = Base64.getUrlDecoder().decode(header.text(ATTEMPT));
        long onWire = header.number();
        long ack = header.number();
        String secret = header.text(SECRET);
        return new ClientFrame.Resume(
                token,
                new ResumeAttempt(HexFormat.of().formatHex(attempt)),
                secret,
                new ClientFrame.Seen(onWire, ack, header.number(), header.number()));
    }

    /** The fields of a header, which are texts and numbers. */
    private static final class Header {
        private final String name;
        private final List<Object> fields;
        private int next;

        private Header(String name, List<Object> fields) {
            this.name = name;
            this.fields = fields;
        }

        static Header read(String text) throws LinkException {
            try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
                if (json.nextToken() != JsonToken.START_ARRAY || json.nextToken() != JsonToken.VALUE_STRING) {
                    throw new LinkException(FORM);
                }
                Header header = new Header(json.getString(), fields(json));
                if (json.nextToken() != null) {
                    throw new LinkException(FORM);
                }
                return header;
            } catch (JacksonException notJson) {
                throw new LinkException(FORM);
            }
        }

        private static List<Object> fields(JsonParser json) throws LinkException {
            List<Object> fields = new ArrayList<>();
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    fields.add(json.getString());
                } else if (token == JsonToken.VALUE_NUMBER_INT
                        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                    fields.add(json.getLongValue());
                } else {
                    throw new LinkException(FORM);
                }
            }
            return fields;
        }

        boolean hasMore() {
            return next < fields.size();
        }

        long number() throws LinkException {
            if (!hasMore() || !(fields.get(next++) instanceof Long number) || number < 0 || number > MAX_NUMBER) {
                throw new LinkException(FORM);
            }
            return number;
        }

        String text(@Nullable Pattern form) throws LinkException {
            if (!hasMore()
                    || !(fields.get(next++) instanceof String text)
                    || form != null && !form.matcher(text).matches()) {
                throw new LinkException(FORM);
            }
            return text;
        }

        void end() throws LinkException {
            if (hasMore()) {
                throw new LinkException(FORM);
            }
        }
    }
}
