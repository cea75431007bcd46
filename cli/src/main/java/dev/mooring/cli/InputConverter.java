package dev.mooring.cli;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** Makes a path of an argument that may be {@code -}, for standard input. */
final class InputConverter implements ITypeConverter<Path> {
    static final String STANDARD_INPUT = "-";

    InputConverter() {}

    @Override
    public Path convert(String argument) {
        return argument.equals(STANDARD_INPUT) ? Path.of(STANDARD_INPUT) : new PathConverter().convert(argument);
    }
}
