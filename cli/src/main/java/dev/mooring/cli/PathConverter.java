package dev.mooring.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Makes paths of arguments, or says what to do where that cannot be done. */
final class PathConverter implements ITypeConverter<Path> {

    PathConverter() {}

    @Override
    public Path convert(String argument) {
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("the name has characters that cannot be read in this locale: set LC_ALL"
                    + " to one of UTF-8, such as C.UTF-8, or rename the file");
        }
    }
}
