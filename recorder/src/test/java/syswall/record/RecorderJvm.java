package syswall.record;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command line of a JVM that runs the real recorder. Its class path is copied, once in a run of
 * the tests, to where every account can read it.
 */
final class RecorderJvm {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final String CLASS_PATH = copyClassPath();

  private RecorderJvm() {}

  /**
   * The command that records a program.
   *
   * @param session the session directory to create
   * @param options further options of the JVM
   * @param outcome the file for what {@link RecordMain} says about the recording
   */
  static List<String> command(
      List<String> options, Path session, Path outcome, List<String> program) {
    var arguments = new ArrayList<>(List.of(session.toString(), outcome.toString()));
    arguments.addAll(program);
    return of(options, RecordMain.class.getName(), arguments);
  }

  /** The command that runs a class of this module's tests. */
  static List<String> of(List<String> options, String mainClass, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(JAVA.toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--") || argument.contains("IgnoreUnrecognized"))
        .forEach(command::add);
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-MaxFDLimit", "-Xmx256m"));
    command.addAll(options);
    command.addAll(List.of("-cp", CLASS_PATH, mainClass));
    command.addAll(arguments);
    return command;
  }

  private static String copyClassPath() {
    try {
      Path copies = Files.createTempDirectory("syswall-class-path");
      Files.setPosixFilePermissions(copies, PosixFilePermissions.fromString("rwxr-xr-x"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> Directories.delete(copies)));
      var entries = new ArrayList<String>();
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        if (Files.exists(Path.of(entry))) {
          Path copy = copies.resolve(entries.size() + "-" + Path.of(entry).getFileName());
          copyTree(Path.of(entry), copy);
          entries.add(copy.toString());
        }
      }
      return String.join(File.pathSeparator, entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : (Iterable<Path>) tree::iterator) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }
}
