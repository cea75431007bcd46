package dev.mooring.testkit;

import dev.mooring.api.spi.TokenSealerProvider;

class ReferenceSealerTest extends TokenSealerContract {
    @Override
    protected TokenSealerProvider provider() {
        return new ReferenceSealerProvider();
    }
}
