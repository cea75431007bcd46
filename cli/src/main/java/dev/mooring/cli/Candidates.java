package dev.mooring.cli;

import java.util.ArrayList;
import java.util.List;

/** Words that a shell offers for an option. Others are taken, too: they may be those of a provider of the user's own. */
final class Candidates {
    private Candidates() {}

    /** The codecs of this project. */
    static final class Codecs extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Codecs() {
            super(List.of("json", "cbor"));
        }
    }

    /** The sealers of this project. */
    static final class Sealers extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Sealers() {
            super(List.of("hmac-sha256", "tink-aead"));
        }
    }
}
