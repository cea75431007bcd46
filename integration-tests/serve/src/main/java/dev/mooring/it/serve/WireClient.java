package dev.mooring.it.serve;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client that sends any frame. It reads only when it is asked to, so it sees how the server closes even if it could not
 * write any more, which the WebSocket of the JDK does not.
 */
final class WireClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_BYTES = 0x82;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8a;

    /** The mask of a client's frame; one of zeros changes nothing. */
    private static final byte[] MASK = new byte[4];

    private static final int MASKED = 0x80;

    private record Frame(int head, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final List<String> answer;
    private int pings;

    private WireClient(String address, @Nullable String origin, String... subprotocols) throws IOException {
        URI uri = URI.create(address);
        socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = new DataInputStream(socket.getInputStream());
        String request = "GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + (origin == null ? "" : "Origin: " + origin + "\r\n")
                + (subprotocols.length == 0
                        ? ""
                        : "Sec-WebSocket-Protocol: " + String.join(", ", subprotocols) + "\r\n")
                + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        answer = head();
    }

    private List<String> head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString().lines().toList();
    }

    static WireClient open(String address, String... subprotocols) throws IOException {
        return upgraded(new WireClient(address, null, subprotocols));
    }

    static WireClient from(String origin, String address) throws IOException {
        return upgraded(new WireClient(address, origin));
    }

    private static WireClient upgraded(WireClient client) {
        if (client.status() != 101) {
            throw new AssertionError("Refused: " + client.answer);
        }
        return client;
    }

    /** The status with which a handshake is refused. */
    static int refusal(String origin, String address) throws IOException {
        try (WireClient client = new WireClient(address, origin)) {
            return client.status();
        }
    }

    private int status() {
        return Integer.parseInt(answer.get(0).split(" ")[1]);
    }

    /** The subprotocol that the server has chosen; empty if it has chosen none. */
    String subprotocol() {
        return answer.stream()
                .filter(line -> line.regionMatches(true, 0, "Sec-WebSocket-Protocol:", 0, 23))
                .map(line -> line.substring(23).strip())
                .findFirst()
                .orElse("");
    }

    /** Sends a text; a connection that is closed meanwhile is no fault. */
    void text(String message) {
        send(FINAL_TEXT, message.getBytes(StandardCharsets.UTF_8));
    }

    void bytes() {
        send(FINAL_BYTES, new byte[1]);
    }

    /** Calls a method without arguments and asks for its result; a connection that is closed meanwhile is no fault. */
    void call(String method) {
        text("[\"push\",[\"pipeline\",0,[\"" + method + "\"],[]]]");
        text("[\"pull\",1]");
    }

    private void send(int head, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8).put((byte) head);
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        }
        frame.put(MASK).put(payload).flip();
        try {
            socket.getOutputStream().write(frame.array(), 0, frame.limit());
        } catch (IOException closed) {
            // the frames that the server sent before are still to be read
        }
    }

    private Frame read() throws IOException {
        int head = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        return new Frame(head, in.readNBytes(length == 126 ? in.readUnsignedShort() : length));
    }

    /** The next text; pings are answered. */
    String next() throws IOException {
        Frame frame = read();
        while (frame.head() == PING) {
            answerPing(frame);
            frame = read();
        }
        if (frame.head() != FINAL_TEXT) {
            throw new AssertionError("A text is expected and not a frame of " + frame.head());
        }
        return frame.text();
    }

    private void answerPing(Frame ping) {
        pings++;
        send(PONG, ping.payload());
    }

    /** Waits for ten pings, and answers them. */
    void awaitPings() throws IOException {
        while (pings < 10) {
            answerPing(read());
        }
    }

    /** The code of the close, before which nothing comes but pings, which are not answered. */
    int closed() throws IOException {
        Frame frame = read();
        while (frame.head() == PING) {
            pings++;
            frame = read();
        }
        if (frame.head() != CLOSE) {
            throw new AssertionError("The server said " + frame.text() + " before it closed");
        }
        return ByteBuffer.wrap(frame.payload()).getShort();
    }

    /** How many pings have come. */
    int pings() {
        return pings;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
