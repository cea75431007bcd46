package dev.mooring.benchmarks;

/**
 * A library that a user would otherwise take, with its best settings: whatever can be made once is made once. None of them
 * checks anything but its seal, and fernet its time.
 */
interface Peer {

    /** Bytes to text. */
    String seal(byte[] payload) throws Exception;

    /** Text to bytes. */
    byte[] open(String text) throws Exception;

    static Peer named(String name) throws Exception {
        byte[] key = Fixture.rawKey();
        return switch (name) {
            case "nimbus-jwe" -> new NimbusJwe(key);
            case "nimbus-jws" -> new NimbusJws(key);
            case "jjwt-jwe" -> new JjwtJwe(key);
            case "jjwt-jws" -> new JjwtJws(key);
            case "fernet" -> new Fernet();
            case "jpaseto" -> new Jpaseto(key);
            default -> throw new IllegalArgumentException("No peer is named " + name);
        };
    }

    /** The codec whose bytes it seals: signed ones stay readable, encrypted ones are to be small. */
    static String codecBeside(String name) {
        return name.endsWith("-jws") ? "json" : "cbor";
    }
}
