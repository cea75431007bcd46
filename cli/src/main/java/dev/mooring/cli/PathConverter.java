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
        if (Misplaced.isIn(argument)) {
            throw new TypeConversionException("a token or a snapshot is not taken as an argument, which others can see:"
                    + " name a file, or give it on standard input");
        }
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("the name has characters that cannot be read in this locale: set LC_ALL"
                    + " to one of UTF-8, such as C.UTF-8, or rename the file");
        }
    }
}
