package dev.mooring.benchmarks;

import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.io.Serializer;
import io.jsonwebtoken.jackson.io.JacksonDeserializer;
import io.jsonwebtoken.jackson.io.JacksonSerializer;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** JJWT: JWE, {@code dir} with A256GCM. */
final class JjwtJwe implements Peer {
    /** Without one, content that looks like JSON is parsed as claims. */
    private static final String CONTENT_TYPE = "octet-stream";

    private final Serializer<Map<String, ?>> serializer = new JacksonSerializer<>();
    private final SecretKey key;
    private final JwtParser parser;

    JjwtJwe(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        this.parser = Jwts.parser()
                .json(new JacksonDeserializer<>())
                .decryptWith(this.key)
                .build();
    }

    @Override
    public String seal(byte[] payload) {
        return Jwts.builder()
                .json(serializer)
                .content(payload, CONTENT_TYPE)
                .encryptWith(key, Jwts.ENC.A256GCM)
                .compact();
    }

    @Override
    public byte[] open(String text) {
        return parser.parseEncryptedContent(text).getPayload();
    }
}
