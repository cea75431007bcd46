package dev.mooring.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Makes a path of an argument that has to be a file, or names the remedy. */
final class PathConverter implements ITypeConverter<Path> {

    PathConverter() {}

    @Override
    public Path convert(String argument) {
        if (argument.equals(InputConverter.STANDARD_INPUT)) {
            throw new TypeConversionException(
                    "- does not stand for standard input here: name a file, or ./- for a file of that name");
        }
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("the name has characters that cannot be read in this locale: set LC_ALL"
                    + " to one of UTF-8, such as C.UTF-8, or rename the file");
        }
    }
}
