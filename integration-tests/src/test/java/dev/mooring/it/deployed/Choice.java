package dev.mooring.it.deployed;

import java.util.stream.Stream;

/** One codec with one sealer. */
public enum Choice {
    JSON_SIGNED("json", Part.JSON, "hmac-sha256", Part.HMAC),
    JSON_ENCRYPTED("json", Part.JSON, "tink-aead", Part.TINK),
    CBOR_SIGNED("cbor", Part.CBOR, "hmac-sha256", Part.HMAC),
    CBOR_ENCRYPTED("cbor", Part.CBOR, "tink-aead", Part.TINK);

    private final String codec;
    private final Part codecPart;
    private final String sealer;
    private final Part sealerPart;

    Choice(String codec, Part codecPart, String sealer, Part sealerPart) {
        this.codec = codec;
        this.codecPart = codecPart;
        this.sealer = sealer;
        this.sealerPart = sealerPart;
    }

    public String codec() {
        return codec;
    }

    public String sealer() {
        return sealer;
    }

    /** What the application answers to a token of this choice that it opened. */
    public String opened() {
        return "opened " + codec + " " + sealer;
    }

    /** A deployment with just the jars of this choice, configured with its keys alone. */
    public Deployment deployed(PathKind kind, Keys keys) {
        return Deployment.on(kind).with(Part.API, codecPart, sealerPart).set("mooring.keys", keys.of(sealer));
    }

    /** A deployment with the jars of every choice on its path, which emits this one. */
    public Deployment deployedAmongAll(PathKind kind, Keys keys) {
        return Deployment.on(kind)
                .with(Part.API, Part.JSON, Part.CBOR, Part.HMAC, Part.TINK)
                .set("mooring.codec", codec)
                .set("mooring.keys", keys.of(sealer));
    }

    /** The sealers but this one's. */
    public Stream<String> otherSealers() {
        return Stream.of(values()).map(Choice::sealer).distinct().filter(other -> !other.equals(sealer));
    }
}
