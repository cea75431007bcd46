package dev.mooring.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import java.text.ParseException;

/** Nimbus JOSE + JWT: JWS, HS256. */
final class NimbusJws implements Peer {
    private final JWSHeader header = new JWSHeader(JWSAlgorithm.HS256);
    private final JWSSigner signer;
    private final JWSVerifier verifier;

    NimbusJws(byte[] key) throws JOSEException {
        signer = new MACSigner(key);
        verifier = new MACVerifier(key);
    }

    @Override
    public String seal(byte[] payload) throws JOSEException {
        JWSObject object = new JWSObject(header, new Payload(payload));
        object.sign(signer);
        return object.serialize();
    }

    @Override
    public byte[] open(String text) throws ParseException, JOSEException {
        JWSObject object = JWSObject.parse(text);
        Fixture.require(object.verify(verifier));
        return object.getPayload().toBytes();
    }
}
