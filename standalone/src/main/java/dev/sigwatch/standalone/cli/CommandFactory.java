package dev.sigwatch.standalone.cli;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Gives commands and option groups what their one constructor asks for: the terminal, the environment, both or nothing. */
final class CommandFactory implements IFactory {
    private final IFactory plain = CommandLine.defaultFactory();
    private final Map<Class<?>, Object> given;

    CommandFactory(Terminal terminal, ProcessEnvironment environment) {
        this.given = Map.of(Terminal.class, terminal, ProcessEnvironment.class, environment);
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            Class<?>[] parameters = constructor.getParameterTypes();
            if (parameters.length > 0 && given.keySet().containsAll(Arrays.asList(parameters))) {
                return type.cast(constructor.newInstance(
                        Arrays.stream(parameters).map(given::get).toArray()));
            }
        }
        return plain.create(type);
    }
}
