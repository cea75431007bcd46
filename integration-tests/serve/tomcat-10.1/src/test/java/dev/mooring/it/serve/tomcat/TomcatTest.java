package dev.mooring.it.serve.tomcat;

import dev.mooring.it.serve.ServerContract;

class TomcatTest extends ServerContract {
    @Override
    protected Class<?> main() {
        return TomcatMain.class;
    }
}
