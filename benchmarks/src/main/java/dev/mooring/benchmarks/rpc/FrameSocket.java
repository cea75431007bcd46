package dev.mooring.benchmarks.rpc;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket client that takes as little of the machine as it can: it writes one frame with a mask of zeros for each message,
 * and counts bytes. It is for loopback alone.
 */
final class FrameSocket implements Wire {
    private static final int TEXT = 0x81;
    private static final int MASKED = 0x80;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;
    private static final int CLOSE = 0x88;
    private static final int LENGTH_BITS = 0x7F;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MOST_OF_TWO_BYTES = 0xFFFF;
    private static final int LONGEST_HEAD = 14;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private long up;
    private long down;

    FrameSocket(int port, String path, String subprotocol) throws IOException {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 512));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                + (subprotocol.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + subprotocol + "\r\n")
                                + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        String status = line();
        if (!status.contains(" 101 ")) {
            throw new IOException("The handshake was answered with " + status);
        }
        while (!line().isEmpty()) {
            // the other headers
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.readUnsignedByte(); read != '\n'; read = in.readUnsignedByte()) {
            line.append((char) read);
        }
        return line.toString().strip();
    }

    @Override
    public void send(String text) throws IOException {
        send(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    private void send(int head, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + LONGEST_HEAD).put((byte) head);
        if (payload.length < TWO_BYTES) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length <= MOST_OF_TWO_BYTES) {
            frame.put((byte) (MASKED | TWO_BYTES)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | EIGHT_BYTES)).putLong(payload.length);
        }
        frame.putInt(0).put(payload);
        up += frame.position();
        socket.getOutputStream().write(frame.array(), 0, frame.position());
    }

    @Override
    public String receive() throws IOException {
        while (true) {
            int head = in.readUnsignedByte();
            byte[] payload = payload();
            if (head == PING) {
                send(PONG, payload);
            } else if (head == CLOSE) {
                throw new EOFException("The server closed: " + new String(payload, StandardCharsets.UTF_8));
            } else if (head == TEXT) {
                return new String(payload, StandardCharsets.UTF_8);
            } else if (head != PONG) {
                throw new IOException("A frame begins with " + head);
            }
        }
    }

    private byte[] payload() throws IOException {
        int first = in.readUnsignedByte() & LENGTH_BITS;
        long length = first == TWO_BYTES ? in.readUnsignedShort() : first == EIGHT_BYTES ? in.readLong() : first;
        down += 2 + length + (first == TWO_BYTES ? Short.BYTES : first == EIGHT_BYTES ? Long.BYTES : 0);
        return in.readNBytes(Math.toIntExact(length));
    }

    /** The bytes of all frames, up and down. */
    long bytes() {
        return up + down;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
