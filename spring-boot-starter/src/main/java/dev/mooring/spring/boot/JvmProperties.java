package dev.mooring.spring.boot;

import java.util.List;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Refuses system properties that start with {@code mooring.} and that the starter does not know. Boot refuses them in files
 * and arguments only, because most system properties are not the application's.
 */
final class JvmProperties {
    private JvmProperties() {}

    static void refuseUnknown(ConfigurableEnvironment environment) {
        PropertySource<?> source =
                environment.getPropertySources().get(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        ConfigurationPropertySource readable = source == null ? null : ConfigurationPropertySource.from(source);
        if (readable != null) {
            new Binder(List.of(readable), new PropertySourcesPlaceholdersResolver(environment))
                    .bind(
                            "mooring",
                            Bindable.of(MooringProperties.class),
                            new NoUnboundElementsBindHandler(BindHandler.DEFAULT, every -> true));
        }
    }
}
