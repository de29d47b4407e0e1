package syswall.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import syswall.event.ByteString;
import syswall.event.Event.SessionStarted;
import syswall.report.PackageOwners;
import syswall.report.Report;

/**
 * Which Debian packages the files of a report belong to, as dpkg(1) of this machine has it: read
 * from the lists of files that it keeps, a few megabytes, since dpkg-query(1) takes seconds for
 * thousands of paths.
 */
final class DebianPackages {
  /** Where dpkg keeps a list for each package, a path a line. */
  static final Path LISTS = Path.of("/var/lib/dpkg/info");

  private static final Path HOST = Path.of("/proc/sys/kernel/hostname");

  private DebianPackages() {}

  /** The owners, or why they are not known: a session of another host is none of this dpkg's. */
  static PackageOwners of(Report report) {
    String here;
    try {
      here = Files.readString(HOST).strip();
    } catch (IOException e) {
      here = "";
    }
    return of(report, LISTS, here);
  }

  /**
   * The same.
   *
   * @param lists holds the lists
   * @param here what this machine calls itself; empty if not known
   */
  static PackageOwners of(Report report, Path lists, String here) {
    SessionStarted session = report.session();
    String host = session == null ? "" : session.host();
    if (!here.isEmpty() && !host.isEmpty() && !host.equals(here)) {
      return unknown("not known: recorded on " + Failures.printable(host) + ", not on this host");
    }
    Map<String, List<ByteString>> wanted = new HashMap<>();
    for (Report.FileRow file : report.files()) {
      wanted
          .computeIfAbsent(merged(text(file.path())), path -> new ArrayList<>(1))
          .add(file.path());
    }
    Map<ByteString, String> owners = new HashMap<>();
    try (DirectoryStream<Path> each = Files.newDirectoryStream(lists, "*.list")) {
      for (Path list : each) {
        read(list, wanted, owners);
      }
    } catch (IOException e) {
      return unknown("not known: dpkg's lists in " + lists + " cannot be read");
    }
    return owners.isEmpty()
        ? unknown("no file belongs to a package")
        : new PackageOwners("dpkg", owners);
  }

  private static PackageOwners unknown(String why) {
    return new PackageOwners(why, Map.of());
  }

  private static void read(
      Path list, Map<String, List<ByteString>> wanted, Map<ByteString, String> owners)
      throws IOException {
    String name = String.valueOf(list.getFileName());
    name = name.substring(0, name.length() - ".list".length());
    int architecture = name.indexOf(':');
    String owner = Failures.printable(architecture < 0 ? name : name.substring(0, architecture));
    try (BufferedReader lines = Files.newBufferedReader(list, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        for (ByteString path : wanted.getOrDefault(merged(line), List.of())) {
          owners.put(path, owner);
        }
      }
    }
  }

  /** A byte a character, as paths are no text. */
  private static String text(ByteString path) {
    return new String(path.toByteArray(), StandardCharsets.ISO_8859_1);
  }

  /** /bin, /sbin and /lib are links into /usr, and dpkg knows files by either name. */
  private static String merged(String path) {
    return path.startsWith("/bin/") || path.startsWith("/sbin/") || path.startsWith("/lib")
        ? "/usr" + path
        : path;
  }
}
