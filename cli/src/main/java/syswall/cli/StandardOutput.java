package syswall.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The standard output of this process, which remembers why it failed: the PrintWriter that the
 * commands print to swallows that.
 */
final class StandardOutput extends OutputStream {
  // inode(7)
  private static final int S_IFMT = 0170000;
  private static final int S_IFIFO = 0010000;
  private static final int S_IFSOCK = 0140000;

  private final FileOutputStream stream = new FileOutputStream(FileDescriptor.out);
  private @Nullable IOException failure;

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      stream.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /**
   * Why something could not be written; null if all was, or if the reader is gone (report | head),
   * who wants no more.
   */
  @Nullable IOException failure() {
    return failure == null || isPipe() ? null : failure;
  }

  /** Asks for the kind of file, because the text of EPIPE depends on the locale. */
  private static boolean isPipe() {
    try {
      Path stdout = Path.of("/proc/self/fd/" + Color.STDOUT);
      int type = (int) Files.getAttribute(stdout, "unix:mode") & S_IFMT;
      return type == S_IFIFO || type == S_IFSOCK;
    } catch (IOException closedDescriptorOrNoProc) {
      return false;
    }
  }
}
