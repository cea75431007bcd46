package dev.mooring.rpc.capnweb;

import java.nio.charset.StandardCharsets;

/** The reason in the frame that closes a WebSocket, which has room for 123 bytes of UTF-8 (RFC 6455, section 5.5). */
final class CloseReason {
    private static final int MAX_BYTES = 123;

    private CloseReason() {}

    /** Cuts a text between characters, so that it fits. */
    static String fitting(String text) {
        // each UTF-16 unit takes a byte at least
        String shorter = text.substring(0, Math.min(text.length(), MAX_BYTES));
        while (shorter.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            shorter = shorter.substring(0, shorter.length() - 1);
        }
        boolean halved = shorter.length() < text.length()
                && !shorter.isEmpty()
                && Character.isHighSurrogate(shorter.charAt(shorter.length() - 1));
        return halved ? shorter.substring(0, shorter.length() - 1) : shorter;
    }
}
