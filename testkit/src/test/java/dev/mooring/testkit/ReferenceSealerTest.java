package dev.mooring.testkit;

import dev.mooring.token.spi.TokenSealerProvider;

class ReferenceSealerTest extends TokenSealerContract {
    @Override
    protected TokenSealerProvider provider() {
        return new ReferenceSealerProvider();
    }
}
