package dev.mooring.it.serve.jetty;

import dev.mooring.it.serve.ServerContract;

class JettyTest extends ServerContract {
    @Override
    protected Class<?> main() {
        return JettyMain.class;
    }
}
