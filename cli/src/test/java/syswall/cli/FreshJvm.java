package syswall.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a JVM of its own is started, with the class path of the tests. */
public final class FreshJvm {
  private FreshJvm() {}

  private static final class Copies {
    static final String CLASS_PATH = copyClassPath();
  }

  /** A command that lacks only the arguments; it works in any working directory. */
  public static List<String> of(String mainClass, String... flags) {
    return of(classPath(), mainClass, flags);
  }

  /** As {@link #of(String, String...)}, for any user: root's own files are not everybody's. */
  static List<String> readableByAll(String mainClass, String... flags) {
    return of(Copies.CLASS_PATH, mainClass, flags);
  }

  private static List<String> of(String classPath, String mainClass, String... flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--") || argument.contains("IgnoreUnrecognized"))
        .forEach(command::add);
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", classPath, mainClass));
    return command;
  }

  private static String copyClassPath() {
    try {
      Path copies = Files.createTempDirectory("syswall-class-path");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(copies)));
      copies.toFile().setExecutable(true, false);
      copies.toFile().setReadable(true, false);
      List<String> entries = new ArrayList<>();
      for (String entry : classPath().split(File.pathSeparator, -1)) {
        Path copy = copies.resolve(Integer.toString(entries.size()));
        copy(Path.of(entry), copy);
        entries.add(copy.toString());
      }
      return String.join(File.pathSeparator, entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.notExists(from)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : (Iterable<Path>) tree::iterator) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.copy(path, target);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      tree.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
