package dev.mooring.benchmarks;

import dev.paseto.jpaseto.PasetoParser;
import dev.paseto.jpaseto.Pasetos;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * JPaseto: {@code v2.local}, XChaCha20-Poly1305 of Bouncy Castle. It seals claims only, so its serializer is one that passes
 * the bytes of the only claim on.
 */
final class Jpaseto implements Peer {
    private static final String CLAIM = "p";

    private final SecretKey key;
    private final PasetoParser parser;

    Jpaseto(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        this.parser = Pasetos.parserBuilder()
                .setSharedSecret(this.key)
                .setDeserializer(payload -> Map.of(CLAIM, payload))
                .build();
    }

    @Override
    public String seal(byte[] payload) {
        return Pasetos.V2
                .LOCAL
                .builder()
                .setSharedSecret(key)
                .setSerializer(claims -> (byte[]) claims.get(CLAIM))
                .claim(CLAIM, payload)
                .compact();
    }

    @Override
    public byte[] open(String text) {
        return parser.parse(text).getClaims().get(CLAIM, byte[].class);
    }
}
