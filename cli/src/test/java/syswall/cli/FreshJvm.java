package syswall.cli;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a JVM of its own is started, with the class path of the tests. */
public final class FreshJvm {
  private FreshJvm() {}

  /** A command that lacks only the arguments; it works in any working directory. */
  public static List<String> of(String mainClass, String... flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--") || argument.contains("IgnoreUnrecognized"))
        .forEach(command::add);
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", classPath(), mainClass));
    return command;
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
