package syswall.record;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.linux.LocalProcess;
import syswall.record.LaunchException.Cause;

/** Finds the file that a program's name means, as execvp(3) does. */
final class ProgramFile {
  private static final ByteString DEFAULT_PATH = ByteString.of("/bin:/usr/bin");

  private ProgramFile() {}

  /**
   * The path to execute: the name itself if it has a slash, else the first executable file of that
   * name on the search path.
   *
   * @param searchPath the value of PATH, or null if it is not set
   */
  static ByteString find(ByteString name, @Nullable ByteString searchPath) throws LaunchException {
    String program = latin1(name);
    if (program.indexOf('/') >= 0) {
      return check(name);
    }
    if (program.isEmpty()) {
      throw new LaunchException(Cause.NOT_FOUND, "'': no program given");
    }
    LaunchException denied = null;
    for (String directory : latin1(searchPath == null ? DEFAULT_PATH : searchPath).split(":", -1)) {
      String candidate = directory.isEmpty() ? program : directory + "/" + program;
      try {
        return check(ByteString.copyOf(candidate.getBytes(StandardCharsets.ISO_8859_1)));
      } catch (LaunchException e) {
        if (denied == null && e.reason() == Cause.NOT_EXECUTABLE) {
          denied = e;
        }
      }
    }
    throw denied != null
        ? denied
        : new LaunchException(Cause.NOT_FOUND, name + ": command not found");
  }

  private static ByteString check(ByteString path) throws LaunchException {
    byte[] bytes = path.toByteArray();
    if (!LocalProcess.exists(bytes)) {
      throw new LaunchException(Cause.NOT_FOUND, path + ": no such file or directory");
    }
    if (LocalProcess.isDirectory(bytes)) {
      throw new LaunchException(Cause.NOT_EXECUTABLE, path + ": is a directory");
    }
    if (!LocalProcess.isExecutable(bytes)) {
      throw new LaunchException(Cause.NOT_EXECUTABLE, path + ": permission denied");
    }
    return path;
  }

  /** One char a byte, so that any path survives the round trip. */
  private static String latin1(ByteString bytes) {
    return new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1);
  }
}
