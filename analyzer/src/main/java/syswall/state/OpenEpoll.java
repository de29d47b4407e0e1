package syswall.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** An epoll instance and what it waits for: epoll(7). */
public final class OpenEpoll extends OpenDescription {
  /**
   * What was added: the kernel knows it by descriptor number and description, so that it stays when
   * the number is closed and another descriptor still refers to it.
   *
   * @param fd the descriptor number that it was added as
   * @param description what that referred to then
   */
  public record Interest(int fd, OpenDescription description) {}

  private final Map<Interest, Integer> interests = new LinkedHashMap<>();

  OpenEpoll() {}

  /** What it waits for, with the events of epoll_ctl(2), oldest first; a view. */
  public Map<Interest, Integer> interests() {
    return Collections.unmodifiableMap(interests);
  }

  void put(Interest interest, int events) {
    interest.description.awaited = true;
    interests.put(interest, events);
  }

  void remove(Interest interest) {
    interests.remove(interest);
  }

  /** A description that is closed for good leaves every instance by itself. */
  void forget(OpenDescription description) {
    interests.keySet().removeIf(interest -> interest.description == description);
  }

  @Override
  void close(OpenDescriptions all) {
    all.forget(this);
  }
}
