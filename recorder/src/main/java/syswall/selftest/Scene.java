package syswall.selftest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import syswall.syscall.Errno;

/**
 * The directory in which one program runs once: what it finds there, and by which marks one sees
 * afterwards what it did.
 */
final class Scene {
  private final Path directory;
  private final String secret;

  private Scene(Path directory, String secret) {
    this.directory = directory;
    this.secret = secret;
  }

  /**
   * Makes everything that attempts need.
   *
   * @param secret what the file that must not be read says
   * @param programs the other programs by their names
   */
  static Scene prepare(
      Path directory,
      Script script,
      List<Script> programs,
      String secret,
      Symbols symbols,
      Map<String, String> variables)
      throws IOException {
    Files.createDirectory(directory);
    Scene scene = new Scene(directory, secret);
    Files.writeString(scene.file("secrets"), secret);
    Files.writeString(scene.file("allowed"), "allowed: by all\n");
    Files.createDirectory(scene.file("here"));
    Files.writeString(scene.file("here/file"), "allowed: by all\n");
    Files.createDirectory(scene.file("secret-dir"));
    Files.writeString(scene.file("secret-dir/file"), secret);
    scene.script("attempt-script", "secret-program");
    scene.script("attempt-chain", "attempt-script");
    for (Script program : programs) {
      scene.install(program.name(), program, symbols, variables);
    }
    scene.install("attempt", script, symbols, variables);
    return scene;
  }

  private void script(String name, String interpreter) throws IOException {
    executable(Files.writeString(file(name), "#!" + file(interpreter) + "\n"));
  }

  private void install(String name, Script script, Symbols symbols, Map<String, String> variables)
      throws IOException {
    Path file = file(name);
    Map<String, String> all = new HashMap<>(variables);
    all.put("dir", directory.toString());
    Files.write(file, ScriptCompiler.compile(script, directory.toString(), symbols, all));
    executable(file);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  /** The program to run. */
  Path program() {
    return file("attempt");
  }

  /** A program that stands beside it. */
  Path program(String name) {
    return file(name);
  }

  /** Where it is recorded. */
  Path session() {
    return file("session.cq");
  }

  /** A stand-in for a session, for who is not recorded. */
  void standInForSession() throws IOException {
    Files.createDirectory(session());
    Files.writeString(session().resolve("19700101F.cq4"), "journal");
  }

  /** Says to the program where the firewall's pages are in it. */
  void showPages(long address) throws IOException {
    byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(address).array();
    Files.write(file(ScriptCompiler.PAGES), bytes);
  }

  /** Which forbidden thing is seen to have happened; empty if none is. */
  String happened() throws IOException {
    String told = read(ScriptCompiler.TOLD);
    if (told.contains(secret)) {
      return "the secret was read";
    }
    if (told.contains(ScriptCompiler.DONE)) {
      return "the call was made";
    }
    if (!read("secrets").equals(secret)) {
      return "the file was changed";
    }
    if (Files.exists(file("secret-new"))) {
      return "the file was made";
    }
    if (Files.exists(file("ran"))) {
      return "the program ran";
    }
    return Files.exists(file("reached")) ? "the address was reached" : "";
  }

  /** Which of the script's calls failed first, and how; empty if none did. */
  String failure(Script script) throws IOException {
    Path file = file(ScriptCompiler.FAILED);
    byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    ByteBuffer failed = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (failed.remaining() >= 2 * Long.BYTES) {
      int row = (int) failed.getLong();
      int error = (int) -failed.getLong();
      if (row > 0) {
        return call(script.lines().get(row - 1)) + ": " + Errno.name(error);
      }
    }
    return "";
  }

  private static String call(String line) {
    return line.replaceFirst("^\\S+ = ", "")
        .replaceFirst("^(child|int80|x32) ", "")
        .split(" ", 2)[0];
  }

  private String read(String name) throws IOException {
    Path file = file(name);
    return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
  }
}
