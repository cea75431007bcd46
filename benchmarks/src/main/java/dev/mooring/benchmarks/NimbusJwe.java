package dev.mooring.benchmarks;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.text.ParseException;

/** Nimbus JOSE + JWT: JWE, {@code dir} with A256GCM. */
final class NimbusJwe implements Peer {
    private final JWEHeader header = new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM);
    private final JWEEncrypter encrypter;
    private final JWEDecrypter decrypter;

    NimbusJwe(byte[] key) throws JOSEException {
        encrypter = new DirectEncrypter(key);
        decrypter = new DirectDecrypter(key);
    }

    @Override
    public String seal(byte[] payload) throws JOSEException {
        JWEObject object = new JWEObject(header, new Payload(payload));
        object.encrypt(encrypter);
        return object.serialize();
    }

    @Override
    public byte[] open(String text) throws ParseException, JOSEException {
        JWEObject object = JWEObject.parse(text);
        object.decrypt(decrypter);
        return object.getPayload().toBytes();
    }
}
