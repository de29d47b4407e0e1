package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import syswall.event.ByteString;
import syswall.record.LaunchException.Cause;

class ProgramFileTest {
  @TempDir private Path root;

  @BeforeEach
  void fill() throws IOException {
    for (String directory : new String[] {"first", "second"}) {
      Files.createDirectory(root.resolve(directory));
    }
    program("first/plain", "rw-r--r--");
    program("second/plain", "rwxr-xr-x");
    program("second/tool", "rwxr-xr-x");
    program("first/locked", "rw-r--r--");
  }

  @Test
  void firstExecutableOnTheSearchPathIsFound() throws LaunchException {
    assertEquals(root + "/second/tool", find("tool"));
    assertEquals(root + "/second/plain", find("plain"));
  }

  @Test
  void nameWithASlashIsNotSearched() throws LaunchException {
    assertEquals(root + "/first/../second/tool", find(root + "/first/../second/tool"));
    assertEquals(Cause.NOT_FOUND, failure("second/tool").reason());
  }

  @Test
  void fileThatMayNotBeExecutedIsToldFromNone() {
    assertEquals(Cause.NOT_EXECUTABLE, failure("locked").reason());
    assertEquals(Cause.NOT_FOUND, failure("nothing").reason());
    assertEquals(Cause.NOT_FOUND, failure("").reason());
  }

  @Test
  void directoryIsNotExecutable() {
    LaunchException e = failure(root + "/first");
    assertEquals(Cause.NOT_EXECUTABLE, e.reason());
    assertEquals(root + "/first: is a directory", e.getMessage());
  }

  @Test
  void withoutASearchPathTheUsualPlacesAreSearched() throws LaunchException {
    assertEquals("/bin/sh", ProgramFile.find(ByteString.of("sh"), null).text());
  }

  private void program(String name, String permissions) throws IOException {
    Path file = Files.createFile(root.resolve(name));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private String find(String name) throws LaunchException {
    ByteString searchPath = ByteString.of(root + "/first:" + root + "/second");
    return ProgramFile.find(ByteString.of(name), searchPath).text();
  }

  private LaunchException failure(String name) {
    return assertThrows(LaunchException.class, () -> find(name));
  }
}
