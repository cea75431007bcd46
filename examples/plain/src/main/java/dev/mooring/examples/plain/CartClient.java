package dev.mooring.examples.plain;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client of {@link CartServer}, which keeps the token of its last answer. */
final class CartClient implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;
    private final PrintStream out;
    private String token = "";

    CartClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** The token of the last answer. */
    String token() {
        return token;
    }

    /** Begins a session. */
    void begin() throws IOException {
        out.println("begin");
        token = answer("token ");
    }

    /** Adds to the cart, and returns the cart. */
    String add(String item) throws IOException {
        out.println("add " + item);
        return cart();
    }

    /** Resumes a session, and returns its cart. */
    String resume(String attempt, String of) throws IOException {
        out.println("resume " + attempt + " " + of);
        return cart();
    }

    /** Tries a token, and returns the first word of the answer. */
    String tryToken(String attempt, String of) throws IOException {
        out.println("resume " + attempt + " " + of);
        return line().split(" ")[0];
    }

    private String cart() throws IOException {
        String cart = answer("cart ");
        token = answer("token ");
        return cart;
    }

    private String answer(String kind) throws IOException {
        String line = line();
        if (!line.startsWith(kind)) {
            throw new IOException("The server answered \"" + line + "\"");
        }
        return line.substring(kind.length());
    }

    private String line() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("The socket is closed");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
