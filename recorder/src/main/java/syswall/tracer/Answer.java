package syswall.tracer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;

/** What becomes of a call at its syscall-enter-stop. */
public sealed interface Answer {
  /** The kernel makes the call as it is. */
  Answer PROCEED = new Proceed();

  /** The process is killed before the call is made. */
  Answer KILL = new Kill();

  /**
   * The thread stays where it is until {@link StopHandler#settled} says what becomes of the call;
   * never an answer of that.
   */
  Answer HOLD = new Hold();

  /** Carries out an answer. */
  interface Performer {
    /** Performs {@link Answer#PROCEED}. */
    void proceed();

    /** Performs {@link Answer#KILL}. */
    void kill();

    /** Performs a {@link Skip}. */
    void skip(long result, List<Written> written);

    /** Performs a {@link Replace}. */
    void replace(Replace other);
  }

  /** Has it carried out. */
  void by(Performer performer);

  /** The kernel makes the call as it is. */
  record Proceed() implements Answer {
    @Override
    public void by(Performer performer) {
      performer.proceed();
    }
  }

  /** Nothing yet. */
  record Hold() implements Answer {
    @Override
    public void by(Performer performer) {
      throw new IllegalStateException("held, so there is nothing to carry out");
    }
  }

  /** The process is killed before the call is made. */
  record Kill() implements Answer {
    @Override
    public void by(Performer performer) {
      performer.kill();
    }
  }

  /**
   * The call is not made.
   *
   * @param result what the program sees instead; -4095..-1 is a negated error number
   * @param written what it finds in its memory; if it has none there, it sees EFAULT
   */
  record Skip(long result, List<Written> written) implements Answer {
    public Skip {
      written = List.copyOf(written);
    }

    /** Nothing is written. */
    public Skip(long result) {
      this(result, List.of());
    }

    @Override
    public void by(Performer performer) {
      performer.skip(result, written);
    }
  }

  /** Bytes that a call which is not made leaves at an address. */
  record Written(long address, ByteString bytes) {}

  /**
   * Another 64-bit call is made in its place. The program's registers are given back when it is
   * over, and before it is restarted after a signal.
   *
   * @param number what is called
   * @param arguments the first of them; those behind are as they were
   * @param countedAt 0; or, of a call that does several things and counts them, of which only the
   *     first is done: where in the program's memory the result goes, for it sees that one was done
   */
  record Replace(int number, List<Argument> arguments, long countedAt) implements Answer {
    public Replace {
      arguments = List.copyOf(arguments);
    }

    /** The program sees the result. */
    public Replace(int number, List<Argument> arguments) {
      this(number, arguments, 0);
    }

    @Override
    public void by(Performer performer) {
      performer.replace(this);
    }
  }

  /**
   * An argument of a call that takes the place of the program's.
   *
   * @param kept whether it is as the program gave it
   * @param value else its value
   * @param sealed or what its value is the address of, where the program cannot change it; at most
   *     {@link SealedArguments#PART} bytes
   */
  record Argument(boolean kept, long value, @Nullable ByteString sealed) {
    /** As the program gave it. */
    public static final Argument KEPT = new Argument(true, 0, null);

    /** A number. */
    public static Argument of(long value) {
      return new Argument(false, value, null);
    }

    /** The address of bytes that the program cannot change. */
    public static Argument sealed(ByteString bytes) {
      return new Argument(false, 0, bytes);
    }
  }
}
