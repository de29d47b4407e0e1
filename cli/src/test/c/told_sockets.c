/* Sockets: Unix ones, and Internet ones that reach no further than the loopback device. */
#include "told.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>

static void prepare(void) {}

static void unix_stream(void) {
  struct sockaddr_un name = {AF_UNIX, "socket"}, got;
  socklen_t length = sizeof got;
  char buffer[64];
  TELL(CALL(socket, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0),
       "socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0)");
  TELL(CALL(bind, 3, &name, 110), "bind(3, {sa_family=AF_UNIX, sun_path=\"socket\"}, 110)");
  TELL(CALL(listen, 3, 5), "listen(3, 5)");
  TELL(CALL(socket, AF_UNIX, SOCK_STREAM, 0), "socket(AF_UNIX, SOCK_STREAM, 0)");
  TELL(CALL(connect, 4, &name, 9), "connect(4, {sa_family=AF_UNIX, sun_path=\"socket\"}, 9)");
  TELL(CALL(accept4, 3, &got, &length, SOCK_NONBLOCK),
       "accept4(3, {sa_family=AF_UNIX}, [110 => 2], SOCK_NONBLOCK)");
  length = sizeof got;
  TELL(CALL(getsockname, 3, &got, &length),
       "getsockname(3, {sa_family=AF_UNIX, sun_path=\"socket\"}, [110 => 9])");
  length = 4;
  TELL(CALL(getpeername, 4, &got, &length),
       "getpeername(4, {sa_family=AF_UNIX, sun_path=\"so\"}, [4 => 9])");
  TELL(CALL(sendto, 4, "some text", 9L, MSG_NOSIGNAL, NULL, 0),
       "sendto(4, \"some text\", 9, MSG_NOSIGNAL, NULL, 0)");
  TELL(CALL(recvfrom, 5, buffer, 4L, MSG_PEEK | MSG_DONTWAIT, NULL, NULL),
       "recvfrom(5, \"some\", 4, MSG_PEEK|MSG_DONTWAIT, NULL, NULL)");
  TELL(CALL(recvfrom, 5, buffer, 64L, 0, NULL, NULL),
       "recvfrom(5, \"some text\", 64, 0, NULL, NULL)");
  TELL(CALL(recvfrom, 5, buffer, 64L, MSG_DONTWAIT, NULL, NULL),
       "recvfrom(5, %p, 64, MSG_DONTWAIT, NULL, NULL)", buffer);
  TELL(CALL(shutdown, 4, SHUT_WR), "shutdown(4, SHUT_WR)");
  TELL(CALL(shutdown, 4, SHUT_RDWR), "shutdown(4, SHUT_RDWR)");
  TELL(CALL(close, 5), "close(5)");
  TELL(CALL(close, 4), "close(4)");
  TELL(CALL(close, 3), "close(3)");
}

static void abstract_name(void) {
  struct sockaddr_un name = {AF_UNIX, "\0told-no-such-name"};
  TELL(CALL(socket, AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0),
       "socket(AF_UNIX, SOCK_DGRAM|SOCK_NONBLOCK, 0)");
  TELL(CALL(connect, 3, &name, 20),
       "connect(3, {sa_family=AF_UNIX, sun_path=@\"told-no-such-name\"}, 20)");
  TELL(CALL(sendto, 3, "x", 1L, 0, &name, 20),
       "sendto(3, \"x\", 1, 0, {sa_family=AF_UNIX, sun_path=@\"told-no-such-name\"}, 20)");
  TELL(CALL(close, 3), "close(3)");
}

static void messages(void) {
  int pair[2];
  struct iovec out[2] = {{"one", 3}, {"two", 3}};
  char buffer[64];
  struct iovec in = {buffer, sizeof buffer};
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int))];
  } control = {.header = {CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS}};
  TELL(CALL(socketpair, AF_UNIX, SOCK_SEQPACKET, 0, pair),
       "socketpair(AF_UNIX, SOCK_SEQPACKET, 0, [3, 4])");
  TELL(CALL(socketpair, AF_INET, SOCK_STREAM, 0, pair),
       "socketpair(AF_INET, SOCK_STREAM, 0, %p)", (void *)pair);
  struct msghdr message = {.msg_iov = out, .msg_iovlen = 2};
  TELL(CALL(sendmsg, 3, &message, MSG_EOR),
       "sendmsg(3, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"one\", iov_len=3}, "
       "{iov_base=\"two\", iov_len=3}], msg_iovlen=2, msg_controllen=0, msg_flags=0}, MSG_EOR)");
  struct msghdr received = {.msg_iov = &in, .msg_iovlen = 1};
  TELL(CALL(recvmsg, 4, &received, 0),
       "recvmsg(4, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"onetwo\", iov_len=64}], "
       "msg_iovlen=1, msg_controllen=0, msg_flags=0}, 0)");
  *(int *)CMSG_DATA(&control.header) = 4;
  message.msg_iovlen = 1;
  message.msg_control = &control;
  message.msg_controllen = sizeof control;
  TELL(CALL(sendmsg, 3, &message, 0),
       "sendmsg(3, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"one\", iov_len=3}], "
       "msg_iovlen=1, msg_control=[{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, "
       "cmsg_data=[4]}], msg_controllen=24, msg_flags=0}, 0)");
  received.msg_control = &control;
  received.msg_controllen = sizeof control;
  TELL(CALL(recvmsg, 4, &received, MSG_CMSG_CLOEXEC),
       "recvmsg(4, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"one\", iov_len=64}], "
       "msg_iovlen=1, msg_control=[{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, "
       "cmsg_data=[5]}], msg_controllen=24, msg_flags=MSG_CMSG_CLOEXEC}, "
       "MSG_CMSG_CLOEXEC)");
  received.msg_control = NULL;
  received.msg_controllen = 0;
  TELL(CALL(recvmsg, 4, &received, MSG_DONTWAIT),
       "recvmsg(4, {msg_namelen=0}, MSG_DONTWAIT)");
  message.msg_control = NULL;
  message.msg_controllen = 0;
  struct mmsghdr several[2] = {{message, 0}, {message, 0}};
  TELL(CALL(sendmmsg, 3, several, 2, 0),
       "sendmmsg(3, [{msg_hdr={msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"one\", "
       "iov_len=3}], msg_iovlen=1, msg_controllen=0, msg_flags=0}, msg_len=3}, "
       "{msg_hdr={msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"one\", iov_len=3}], "
       "msg_iovlen=1, msg_controllen=0, msg_flags=0}, msg_len=3}], 2, 0)");
  several[0].msg_hdr = received;
  TELL(CALL(recvmmsg, 4, several, 1, MSG_DONTWAIT, NULL),
       "recvmmsg(4, [{msg_hdr={msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"one\", "
       "iov_len=64}], msg_iovlen=1, msg_controllen=0, msg_flags=0}, msg_len=3}], 1, "
       "MSG_DONTWAIT, NULL)");
  TELL(CALL(close_range, 3, 5, 0), "close_range(3, 5, 0)");
}

static void internet(void) {
  struct sockaddr_in name = {AF_INET, 0, {htonl(INADDR_LOOPBACK)}, {0}}, got;
  socklen_t length = sizeof got;
  char buffer[64];
  TELL(CALL(socket, AF_INET, SOCK_STREAM, IPPROTO_TCP),
       "socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)");
  int one = 1;
  TELL(CALL(setsockopt, 3, SOL_SOCKET, SO_REUSEADDR, &one, 4),
       "setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4)");
  TELL(CALL(bind, 3, &name, 16),
       "bind(3, {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr(\"127.0.0.1\")}, 16)");
  TELL(CALL(listen, 3, 128), "listen(3, 128)");
  TELL(CALL(getsockname, 3, &name, &length),
       "getsockname(3, {sa_family=AF_INET, sin_port=htons(%d), "
       "sin_addr=inet_addr(\"127.0.0.1\")}, [16])",
       ntohs(name.sin_port));
  TELL(CALL(socket, AF_INET, SOCK_STREAM | SOCK_NONBLOCK, IPPROTO_IP),
       "socket(AF_INET, SOCK_STREAM|SOCK_NONBLOCK, IPPROTO_IP)");
  TELL(CALL(connect, 4, &name, 16),
       "connect(4, {sa_family=AF_INET, sin_port=htons(%d), "
       "sin_addr=inet_addr(\"127.0.0.1\")}, 16)",
       ntohs(name.sin_port));
  TELL(CALL(accept, 3, &got, &length),
       "accept(3, {sa_family=AF_INET, sin_port=htons(%d), "
       "sin_addr=inet_addr(\"127.0.0.1\")}, [16])",
       ntohs(got.sin_port));
  TELL(CALL(getpeername, 4, &got, &length),
       "getpeername(4, {sa_family=AF_INET, sin_port=htons(%d), "
       "sin_addr=inet_addr(\"127.0.0.1\")}, [16])",
       ntohs(name.sin_port));
  TELL(CALL(sendto, 4, "GET / HTTP/1.0\r\n\r\n", 18L, MSG_NOSIGNAL | MSG_MORE, NULL, 0),
       "sendto(4, \"GET / HTTP/1.0\\r\\n\\r\\n\", 18, MSG_NOSIGNAL|MSG_MORE, NULL, 0)");
  TELL(CALL(setsockopt, 4, IPPROTO_TCP, TCP_NODELAY, &one, 4),
       "setsockopt(4, SOL_TCP, TCP_NODELAY, [1], 4)");
  int value;
  length = 4;
  TELL(CALL(getsockopt, 4, SOL_SOCKET, SO_ERROR, &value, &length),
       "getsockopt(4, SOL_SOCKET, SO_ERROR, [0], [4])");
  TELL(CALL(getsockopt, 4, SOL_SOCKET, SO_TYPE, &value, &length),
       "getsockopt(4, SOL_SOCKET, SO_TYPE, [1], [4])");
  TELL(CALL(getsockopt, 4, IPPROTO_TCP, TCP_KEEPCNT, &value, &length),
       "getsockopt(4, SOL_TCP, TCP_KEEPCNT, [%d], [4])", value);
  struct linger linger = {1, 5};
  TELL(CALL(setsockopt, 4, SOL_SOCKET, SO_LINGER, &linger, 8),
       "setsockopt(4, SOL_SOCKET, SO_LINGER, {l_onoff=1, l_linger=5}, 8)");
  struct timeval time = {2, 500000};
  TELL(CALL(setsockopt, 4, SOL_SOCKET, SO_RCVTIMEO, &time, 16),
       "setsockopt(4, SOL_SOCKET, SO_RCVTIMEO_OLD, "
       "\"\\2\\0\\0\\0\\0\\0\\0\\0 \\241\\7\\0\\0\\0\\0\\0\", 16)");
  TELL(CALL(setsockopt, 99, IPPROTO_IP, IP_TTL, &one, 4),
       "setsockopt(99, SOL_IP, IP_TTL, [1], 4)");
  TELL(CALL(getsockopt, 99, SOL_SOCKET, SO_KEEPALIVE, &value, &length),
       "getsockopt(99, SOL_SOCKET, SO_KEEPALIVE, %p, [4])", (void *)&value);
  TELL(CALL(recvfrom, 4, buffer, 64L, 0, NULL, NULL), "recvfrom(4, %p, 64, 0, NULL, NULL)",
       buffer);
  TELL(CALL(close_range, 3, 5, 0), "close_range(3, 5, 0)");
}

static void datagrams(void) {
  struct sockaddr_in name = {AF_INET, 0, {htonl(INADDR_LOOPBACK)}, {0}};
  struct sockaddr_in6 sixth = {AF_INET6, htons(53), 0, IN6ADDR_LOOPBACK_INIT, 0};
  socklen_t length = sizeof name;
  char buffer[64];
  TELL(CALL(socket, AF_INET, SOCK_DGRAM, IPPROTO_UDP),
       "socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP)");
  TELL(CALL(bind, 3, &name, 16),
       "bind(3, {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr(\"127.0.0.1\")}, 16)");
  TELL(CALL(getsockname, 3, &name, &length),
       "getsockname(3, {sa_family=AF_INET, sin_port=htons(%d), "
       "sin_addr=inet_addr(\"127.0.0.1\")}, [16])",
       ntohs(name.sin_port));
  TELL(CALL(sendto, 3, "to myself", 9L, 0, &name, 16),
       "sendto(3, \"to myself\", 9, 0, {sa_family=AF_INET, sin_port=htons(%d), "
       "sin_addr=inet_addr(\"127.0.0.1\")}, 16)",
       ntohs(name.sin_port));
  memset(&name.sin_addr, 0, 4);
  length = 128;
  TELL(CALL(recvfrom, 3, buffer, 64L, 0, &name, &length),
       "recvfrom(3, \"to myself\", 64, 0, {sa_family=AF_INET, sin_port=htons(%d), "
       "sin_addr=inet_addr(\"127.0.0.1\")}, [128 => 16])",
       ntohs(name.sin_port));
  TELL(CALL(connect, 3, &sixth, 28),
       "connect(3, {sa_family=AF_INET6, sin6_port=htons(53), sin6_flowinfo=htonl(0), "
       "inet_pton(AF_INET6, \"::1\", &sin6_addr), sin6_scope_id=0}, 28)");
  name.sin_family = AF_UNSPEC;
  memset(&name.sin_port, 0, 14);
  TELL(CALL(connect, 3, &name, 16),
       "connect(3, {sa_family=AF_UNSPEC, sa_data=\"\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\"}, "
       "16)");
  TELL(CALL(connect, 3, NULL, 0), "connect(3, NULL, 0)");
  TELL(CALL(connect, 99, &sixth, 28),
       "connect(99, {sa_family=AF_INET6, sin6_port=htons(53), sin6_flowinfo=htonl(0), "
       "inet_pton(AF_INET6, \"::1\", &sin6_addr), sin6_scope_id=0}, 28)");
  TELL(CALL(socket, 99, 99, 0), "socket(0x63 /* AF_??? */, SOCK_RAW|0x60 /* SOCK_??? */, 0)");
}

static void narrate(void) {
  unix_stream();
  abstract_name();
  messages();
  internet();
  datagrams();
}
