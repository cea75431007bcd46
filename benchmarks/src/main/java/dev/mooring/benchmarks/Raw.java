package dev.mooring.benchmarks;

import java.security.GeneralSecurityException;

/** A MAC or cipher as a library has it, with one payload and its own key. For one thread. */
interface Raw {

    /** Seals the payload: gives the encrypted bytes, or the tag. */
    byte[] seal() throws GeneralSecurityException;

    /** Verifies sealed bytes, and gives the payload. */
    byte[] open() throws GeneralSecurityException;

    static Raw named(String name, byte[] payload) throws GeneralSecurityException {
        byte[] associatedData = new byte[Fixture.ASSOCIATED_DATA_BYTES];
        return switch (name) {
            case "jca-hmac-sha256" -> new JcaHmac(payload, associatedData);
            case "tink-hmac-sha256" -> new TinkHmac(payload, associatedData);
            case "jca-aes256-gcm" -> new JcaGcm(payload, associatedData);
            case "tink-aes256-gcm" -> TinkAead.aes(payload, associatedData);
            case "tink-xaes256-gcm" -> TinkAead.xaes(payload, associatedData);
            default -> throw new IllegalArgumentException("No MAC or cipher is named " + name);
        };
    }
}
