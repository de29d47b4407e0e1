package syswall.policy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/** A call told by a test: {@code Told.call("openat", -100, "/etc/passwd", 0)}. */
final class Told implements PolicyCall {
  private final Syscall row;
  private final long[] arguments = new long[6];
  private final Map<Integer, ByteString> paths = new HashMap<>();
  @Nullable Endpoint endpoint;
  String program = "/usr/bin/cat";
  List<String> ancestors = List.of("/usr/bin/make", "/usr/bin/bash");
  List<String> argv = List.of("cat", "x");
  boolean loader;
  long now = 1_000;

  private Told(String name, Object... values) {
    for (int i = 0; i < values.length; i++) {
      arguments[i] = values[i] instanceof Number number ? number.longValue() : 0x7000 + i;
      if (values[i] instanceof String path) {
        paths.put(i, ByteString.of(path));
      }
    }
    row = find(name, arguments);
  }

  static Told call(String name, Object... values) {
    return new Told(name, values);
  }

  private static Syscall find(String name, long[] a) {
    SyscallTable table = SyscallTable.of(Abi.X86_64);
    for (int number = 0; number < 1024; number++) {
      Syscall call = table.find(number, a[0], a[1], a[2], a[3], a[4], a[5]);
      if (call != null && call.name().equals(name)) {
        return call;
      }
    }
    throw new IllegalArgumentException(name);
  }

  /** The file that a descriptor is of. */
  Told file(int argument, String path) {
    paths.put(argument, ByteString.of(path));
    return this;
  }

  Told to(String address, int port) {
    IpAddress ip = IpAddress.parse(address);
    endpoint = new Endpoint(ip.isV6() ? 10 : 2, ip, port, null);
    return this;
  }

  @Override
  public Abi abi() {
    return Abi.X86_64;
  }

  @Override
  public Syscall row() {
    return row;
  }

  @Override
  public long argument(int index) {
    return arguments[index];
  }

  @Override
  public long openFlags() {
    for (Parameter parameter : row.parameters()) {
      if ("open_flags".equals(parameter.set())) {
        return arguments[parameter.index()];
      }
    }
    return arguments[2]; // of openat2, told as it is
  }

  @Override
  public @Nullable ByteString path(int argument) {
    return paths.get(argument);
  }

  @Override
  public @Nullable Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public ByteString program() {
    return ByteString.of(program);
  }

  @Override
  public List<ByteString> ancestors() {
    return ancestors.stream().map(ByteString::of).toList();
  }

  @Override
  public List<ByteString> programArguments() {
    return argv.stream().map(ByteString::of).toList();
  }

  @Override
  public boolean isFromLoader() {
    return loader;
  }

  @Override
  public long epochSecond() {
    return now;
  }

  @Override
  public String toString() {
    return row.name() + Arrays.toString(arguments) + paths;
  }
}
