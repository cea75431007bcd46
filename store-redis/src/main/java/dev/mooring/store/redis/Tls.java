package dev.mooring.store.redis;

import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;

/**
 * The files of an encrypted connection, all in PEM. They are read again for each connection.
 *
 * @param trusted the certificates to trust instead of the JDK's
 * @param identity the certificate and key that the server asks its clients for
 */
record Tls(Optional<Path> trusted, Optional<Identity> identity) {

    /**
     * The identity that a client shows.
     *
     * @param certificate its certificate, followed by those of the authorities in between
     * @param key its key in PKCS #8, not encrypted
     */
    record Identity(Path certificate, Path key) {}

    static boolean holdsCertificates(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .isEmpty();
        } catch (IOException | CertificateException e) {
            return false;
        }
    }

    static boolean isUsable(Identity identity) {
        try {
            SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .keyManager(identity.certificate.toFile(), identity.key.toFile())
                    .build();
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
