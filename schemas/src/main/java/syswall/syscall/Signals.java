package syswall.syscall;

/** Signal numbers of asm/signal.h, x86. */
public final class Signals {
  /** First real-time signal as the kernel counts; the C library keeps some for itself. */
  private static final int RT_MIN = 32;

  private static final int RT_MAX = 64;

  private static final NumberedNames NAMES = new NumberedNames("signals.tsv");

  private Signals() {}

  /**
   * The name of a signal, such as {@code SIGTERM}, {@code SIGRTMIN} or {@code SIGRT_2}; its number
   * if unknown.
   */
  public static String name(int signal) {
    String name = NAMES.name(signal);
    if (name != null) {
      return name;
    }
    if (signal == RT_MIN) {
      return "SIGRTMIN";
    }
    return signal > RT_MIN && signal <= RT_MAX
        ? "SIGRT_" + (signal - RT_MIN)
        : Integer.toString(signal);
  }

  /** What strsignal(3) says, such as {@code Terminated}. */
  public static String text(int signal) {
    String text = NAMES.text(signal);
    if (text != null) {
      return text;
    }
    return signal >= RT_MIN && signal <= RT_MAX
        ? "Real-time signal " + (signal - RT_MIN)
        : "Unknown signal " + signal;
  }
}
