package dev.mooring.benchmarks;

import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.io.Serializer;
import io.jsonwebtoken.jackson.io.JacksonDeserializer;
import io.jsonwebtoken.jackson.io.JacksonSerializer;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** JJWT: JWS, HS256. */
final class JjwtJws implements Peer {
    /** Without one, content that looks like JSON is parsed as claims. */
    private static final String CONTENT_TYPE = "octet-stream";

    private final Serializer<Map<String, ?>> serializer = new JacksonSerializer<>();
    private final SecretKey key;
    private final JwtParser parser;

    JjwtJws(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.parser = Jwts.parser()
                .json(new JacksonDeserializer<>())
                .verifyWith(this.key)
                .build();
    }

    @Override
    public String seal(byte[] payload) {
        return Jwts.builder()
                .json(serializer)
                .content(payload, CONTENT_TYPE)
                .signWith(key, Jwts.SIG.HS256)
                .compact();
    }

    @Override
    public byte[] open(String text) {
        return parser.parseSignedContent(text).getPayload();
    }
}
