/* Waiting for events, and time. */
#include "told.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/times.h>
#include <utime.h>

static void prepare(void) {
  int fds[2];
  require(pipe(fds) == 0 && fds[0] == 3 && fds[1] == 4, "pipe");
  require(close(open("file", O_WRONLY | O_CREAT, 0644)) == 0, "file");
}

static void polling(void) {
  struct pollfd fds[2] = {{3, POLLIN | POLLPRI, 0}, {4, POLLOUT, 0}};
  struct timespec time = {0, 1000000};
  sigset_t set;
  TELL_WHOLE(CALL(poll, fds, 1, 0), "poll([{fd=3, events=POLLIN|POLLPRI}], 1, 0) = 0 (Timeout)");
  TELL_WHOLE(CALL(poll, fds, 2, -1),
             "poll([{fd=3, events=POLLIN|POLLPRI}, {fd=4, events=POLLOUT}], 2, -1) = 1 "
             "([{fd=4, revents=POLLOUT}])");
  TELL_WHOLE(CALL(poll, NULL, 0, 1), "poll(NULL, 0, 1) = 0 (Timeout)");
  TELL(CALL(poll, 16L, 1, 1), "poll(0x10, 1, 1)");
  fds[0].fd = 99;
  TELL_WHOLE(CALL(poll, fds, 2, 10),
             "poll([{fd=99, events=POLLIN|POLLPRI}, {fd=4, events=POLLOUT}], 2, 10) = 2 "
             "([{fd=99, revents=POLLNVAL}, {fd=4, revents=POLLOUT}])");
  fds[0].fd = 3;
  TELL_WHOLE(CALL(ppoll, fds, 1, &time, NULL, 0L),
             "ppoll([{fd=3, events=POLLIN|POLLPRI}], 1, {tv_sec=0, tv_nsec=1000000}, NULL, 0) "
             "= 0 (Timeout)");
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  TELL_WHOLE(CALL(ppoll, fds + 1, 1, NULL, &set, 8L),
             "ppoll([{fd=4, events=POLLOUT}], 1, NULL, [USR1], 8) = 1 ([{fd=4, revents=POLLOUT}])");
}

static void selecting(void) {
  fd_set in, out;
  struct timeval time = {0, 1000};
  FD_ZERO(&in);
  FD_ZERO(&out);
  FD_SET(3, &in);
  TELL_WHOLE(CALL(select, 4, &in, NULL, NULL, &time),
             "select(4, [3], NULL, NULL, {tv_sec=0, tv_usec=1000}) = 0 (Timeout)");
  FD_SET(3, &in);
  FD_SET(4, &out);
  time.tv_sec = 60;
  TELL_WHOLE(CALL(select, 5, &in, &out, NULL, &time),
             "select(5, [3], [4], NULL, {tv_sec=60, tv_usec=0}) = 1 (out [4], left %s)",
             timeval(&time));
  struct timespec wait = {0, 1000};
  TELL_WHOLE(CALL(pselect6, 0, NULL, NULL, NULL, &wait, NULL),
             "pselect6(0, NULL, NULL, NULL, {tv_sec=0, tv_nsec=1000}, NULL) = 0 (Timeout)");
  FD_SET(4, &out);
  TELL_WHOLE(CALL(pselect6, 5, NULL, &out, NULL, NULL, NULL),
             "pselect6(5, NULL, [4], NULL, NULL, NULL) = 1 (out [4])");
  FD_SET(9, &out);
  TELL(CALL(select, 10, NULL, &out, NULL, NULL), "select(10, NULL, [4 9], NULL, NULL)");
}

static void epolling(void) {
  struct epoll_event event = {EPOLLOUT | EPOLLET, {.u64 = 0x1234}}, got[4];
  TELL(CALL(epoll_create, 10), "epoll_create(10)");
  TELL(CALL(epoll_create1, EPOLL_CLOEXEC), "epoll_create1(EPOLL_CLOEXEC)");
  TELL(CALL(epoll_ctl, 5, EPOLL_CTL_ADD, 4, &event),
       "epoll_ctl(5, EPOLL_CTL_ADD, 4, {events=EPOLLOUT|EPOLLET, data={u32=4660, u64=4660}})");
  event.events = EPOLLIN | EPOLLRDHUP | EPOLLONESHOT;
  event.data.u64 = 3;
  TELL(CALL(epoll_ctl, 5, EPOLL_CTL_MOD, 3, &event),
       "epoll_ctl(5, EPOLL_CTL_MOD, 3, {events=EPOLLIN|EPOLLRDHUP|EPOLLONESHOT, "
       "data={u32=3, u64=3}})");
  TELL(CALL(epoll_wait, 5, got, 4, -1),
       "epoll_wait(5, [{events=EPOLLOUT, data={u32=4660, u64=4660}}], 4, -1)");
  TELL(CALL(epoll_wait, 5, got, 4, 1), "epoll_wait(5, [], 4, 1)");
  TELL(CALL(epoll_pwait, 5, got, 4, 0, NULL, 8L), "epoll_pwait(5, [], 4, 0, NULL, 8)");
  struct timespec time = {0, 5};
  TELL(CALL(epoll_pwait2, 5, got, 4, &time, NULL, 0L),
       "epoll_pwait2(5, [], 4, {tv_sec=0, tv_nsec=5}, NULL, 0)");
  TELL(CALL(epoll_ctl, 5, EPOLL_CTL_DEL, 4, NULL), "epoll_ctl(5, EPOLL_CTL_DEL, 4, NULL)");
  TELL(CALL(epoll_wait, 99, got, 4, 0), "epoll_wait(99, %p, 4, 0)", (void *)got);
}

static void counters(void) {
  char buffer[256];
  TELL(CALL(eventfd, 0), "eventfd(0)");
  TELL(CALL(eventfd2, 3, EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE),
       "eventfd2(3, EFD_SEMAPHORE|EFD_CLOEXEC|EFD_NONBLOCK)");
  TELL(CALL(read, 8, buffer, 8L), "read(8, \"\\1\\0\\0\\0\\0\\0\\0\\0\", 8)");
  TELL(CALL(timerfd_create, CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK),
       "timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC|TFD_NONBLOCK)");
  struct itimerspec timer = {{0, 0}, {1000, 5}}, old;
  TELL(CALL(timerfd_settime, 9, 0, &timer, NULL),
       "timerfd_settime(9, 0, {it_interval={tv_sec=0, tv_nsec=0}, "
       "it_value={tv_sec=1000, tv_nsec=5}}, NULL)");
  TELL(CALL(timerfd_gettime, 9, &old), "timerfd_gettime(9, {it_interval=%s, it_value=%s})",
       timespec(&old.it_interval), timespec(&old.it_value));
  timer.it_value.tv_sec = 0;
  TELL(CALL(timerfd_settime, 9, TFD_TIMER_ABSTIME, &timer, &old),
       "timerfd_settime(9, TFD_TIMER_ABSTIME, {it_interval={tv_sec=0, tv_nsec=0}, "
       "it_value={tv_sec=0, tv_nsec=5}}, {it_interval=%s, it_value=%s})",
       timespec(&old.it_interval), timespec(&old.it_value));
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGRTMIN + 1);
  TELL(CALL(signalfd4, -1, &set, 8L, SFD_CLOEXEC | SFD_NONBLOCK),
       "signalfd4(-1, [INT RT_3], 8, SFD_CLOEXEC|SFD_NONBLOCK)");
  TELL(CALL(signalfd, 10, &set, 8L), "signalfd(10, [INT RT_3], 8)");
  TELL(CALL(inotify_init), "inotify_init()");
  TELL(CALL(inotify_init1, IN_NONBLOCK | IN_CLOEXEC), "inotify_init1(IN_NONBLOCK|IN_CLOEXEC)");
  TELL(CALL(inotify_add_watch, 12, ".", IN_CREATE | IN_DELETE | IN_ONLYDIR),
       "inotify_add_watch(12, \".\", IN_CREATE|IN_DELETE|IN_ONLYDIR)");
  TELL(CALL(inotify_add_watch, 12, "none", IN_MODIFY | IN_CLOSE_WRITE),
       "inotify_add_watch(12, \"none\", IN_MODIFY|IN_CLOSE_WRITE)");
  TELL(CALL(inotify_rm_watch, 12, 1), "inotify_rm_watch(12, 1)");
  TELL(CALL(inotify_rm_watch, 12, 77), "inotify_rm_watch(12, 77)");
}

static void clocks(void) {
  struct timespec ts, left, tiny = {0, 1000}, bad = {0, -1};
  struct timeval tv;
  struct timezone tz;
  TELL(CALL(clock_gettime, CLOCK_REALTIME, &ts), "clock_gettime(CLOCK_REALTIME, %s)",
       timespec(&ts));
  TELL(CALL(clock_gettime, CLOCK_PROCESS_CPUTIME_ID, &ts),
       "clock_gettime(CLOCK_PROCESS_CPUTIME_ID, %s)", timespec(&ts));
  TELL(CALL(clock_gettime, 99, &ts), "clock_gettime(0x63 /* CLOCK_??? */, %p)", (void *)&ts);
  TELL(CALL(clock_getres, CLOCK_MONOTONIC, &ts), "clock_getres(CLOCK_MONOTONIC, %s)",
       timespec(&ts));
  TELL(CALL(clock_getres, CLOCK_BOOTTIME, NULL), "clock_getres(CLOCK_BOOTTIME, NULL)");
  TELL(CALL(clock_settime, CLOCK_MONOTONIC, &tiny),
       "clock_settime(CLOCK_MONOTONIC, {tv_sec=0, tv_nsec=1000})");
  TELL(CALL(gettimeofday, &tv, NULL), "gettimeofday(%s, NULL)", timeval(&tv));
  TELL(CALL(gettimeofday, &tv, &tz), "gettimeofday(%s, {tz_minuteswest=%d, tz_dsttime=%d})",
       timeval(&tv), tz.tz_minuteswest, tz.tz_dsttime);
  TELL(CALL(nanosleep, &tiny, NULL), "nanosleep({tv_sec=0, tv_nsec=1000}, NULL)");
  TELL(CALL(nanosleep, &tiny, &left), "nanosleep({tv_sec=0, tv_nsec=1000}, %p)", (void *)&left);
  TELL(CALL(nanosleep, &bad, NULL), "nanosleep({tv_sec=0, tv_nsec=18446744073709551615}, NULL)");
  TELL(CALL(clock_nanosleep, CLOCK_MONOTONIC, TIMER_ABSTIME, &tiny, NULL),
       "clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, {tv_sec=0, tv_nsec=1000}, NULL)");
  TELL(CALL(clock_nanosleep, CLOCK_REALTIME, 0, &tiny, &left),
       "clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=0, tv_nsec=1000}, %p)", (void *)&left);
}

static void timers(void) {
  struct itimerval timer = {{0, 0}, {1000, 0}}, old;
  TELL(CALL(alarm, 1000), "alarm(1000)");
  TELL(CALL(alarm, 0), "alarm(0)");
  TELL(CALL(setitimer, ITIMER_VIRTUAL, &timer, NULL),
       "setitimer(ITIMER_VIRTUAL, {it_interval={tv_sec=0, tv_usec=0}, "
       "it_value={tv_sec=1000, tv_usec=0}}, NULL)");
  TELL(CALL(getitimer, ITIMER_VIRTUAL, &old),
       "getitimer(ITIMER_VIRTUAL, {it_interval=%s, it_value=%s})", timeval(&old.it_interval),
       timeval(&old.it_value));
  timer.it_value.tv_sec = 0;
  TELL(CALL(setitimer, ITIMER_VIRTUAL, &timer, &old),
       "setitimer(ITIMER_VIRTUAL, {it_interval={tv_sec=0, tv_usec=0}, "
       "it_value={tv_sec=0, tv_usec=0}}, {it_interval=%s, it_value=%s})",
       timeval(&old.it_interval), timeval(&old.it_value));
  TELL(CALL(getitimer, 99, &old), "getitimer(0x63 /* ITIMER_??? */, %p)", (void *)&old);
  int id;
  TELL(CALL(timer_create, CLOCK_MONOTONIC, NULL, &id), "timer_create(CLOCK_MONOTONIC, NULL, [%d])",
       id);
  struct itimerspec spec = {{0, 0}, {1000, 0}}, before;
  TELL(CALL(timer_settime, id, 0, &spec, NULL),
       "timer_settime(%d, 0, {it_interval={tv_sec=0, tv_nsec=0}, "
       "it_value={tv_sec=1000, tv_nsec=0}}, NULL)",
       id);
  TELL(CALL(timer_gettime, id, &before), "timer_gettime(%d, {it_interval=%s, it_value=%s})", id,
       timespec(&before.it_interval), timespec(&before.it_value));
  TELL(CALL(timer_getoverrun, id), "timer_getoverrun(%d)", id);
  TELL(CALL(timer_delete, id), "timer_delete(%d)", id);
  TELL(CALL(timer_delete, 4711), "timer_delete(4711)");
}

static void file_times(void) {
  struct timeval times[2] = {{1, 2}, {3, 4}};
  TELL(CALL(utimes, "file", times),
       "utimes(\"file\", [{tv_sec=1, tv_usec=2} /* 1970-01-01T00:00:01.000002+0000 */, "
       "{tv_sec=3, tv_usec=4} /* 1970-01-01T00:00:03.000004+0000 */])");
  TELL(CALL(utimes, "none", NULL), "utimes(\"none\", NULL)");
}

static void narrate(void) {
  polling();
  selecting();
  epolling();
  counters();
  clocks();
  timers();
  file_times();
}
