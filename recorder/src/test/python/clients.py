# What a client of each kind is told, step by step, of a connection that a soft block made up.
#   clients.py PORT
import errno
import os
import select
import socket
import sys

PORT = int(sys.argv[1])

def client(name, family, kind, address, blocking=True):
    s = socket.socket(family, kind)
    s.setblocking(blocking)
    begun = s.connect_ex(address) in (0, errno.EINPROGRESS)
    said = ['connected' if begun else 'refused']
    if kind == socket.SOCK_STREAM and family != socket.AF_UNIX:
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    p = select.poll(); p.register(s, select.POLLOUT)
    e = select.epoll(); e.register(s, select.EPOLLOUT)
    said += [p.poll(5000)[0][1] & select.POLLOUT, e.poll(5)[0][1] & select.EPOLLOUT]
    said += [s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)]
    said += [s.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE) == kind]
    said += [s.getsockopt(socket.SOL_SOCKET, socket.SO_DOMAIN) == family]
    peer, mine = s.getpeername(), s.getsockname()
    if family != socket.AF_UNIX: said += [peer[:2] == address[:2], mine[1] > 0]
    said += [os.write(s.fileno(), b'abc'), os.writev(s.fileno(), [b'ab', b'c']), s.send(b'abcd')]
    said += [s.sendmsg([b'a', b'bc'])]
    copy = s.dup()
    child = os.fork()
    if child == 0: os._exit(copy.send(b'x' * 9))
    said += [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])]
    if kind == socket.SOCK_STREAM:
        s.setblocking(True)
        s.sendall(b'x' * 3000000)
        r = select.poll(); r.register(s, select.POLLIN)
        said += [r.poll(5000)[0][1] & select.POLLIN, s.recv(10), os.read(s.fileno(), 10)]
        s.shutdown(socket.SHUT_WR)
        with open(__file__, 'rb') as f:
            try: os.sendfile(s.fileno(), f.fileno(), 0, 10)
            except BrokenPipeError: pass
        said += [copy.recv(1)]
    else:
        s.settimeout(0.1)
        try: s.recv(10); said += ['received']
        except TimeoutError: said += ['silence']
    s.close(); copy.close()
    print(name, *said, flush=True)

def attempt(*a):
    try: client(*a)
    except OSError as e: print(a[0], type(e).__name__, e, 'line', e.__traceback__.tb_next.tb_lineno, flush=True)

I4, I6, ST, DG = socket.AF_INET, socket.AF_INET6, socket.SOCK_STREAM, socket.SOCK_DGRAM
attempt('tcp', I4, ST, ('127.0.0.1', PORT))
attempt('tcp-nonblocking', I4, ST, ('127.0.0.1', PORT), False)
attempt('tcp-far', I4, ST, ('192.0.2.1', PORT))
attempt('tcp6', I6, ST, ('2001:db8::1', PORT))
attempt('tcp6-mapped', I6, ST, ('::ffff:192.0.2.1', PORT))
attempt('udp', I4, DG, ('192.0.2.1', PORT))
attempt('udp6', I6, DG, ('2001:db8::1', PORT))
attempt('unix', socket.AF_UNIX, ST, '/nowhere/socket')
