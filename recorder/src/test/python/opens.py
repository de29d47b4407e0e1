# What a program is told of files that a soft block lets it open for writing; "kept" exists.
import mmap
import os
import stat
import subprocess

def say(*a): print(*a, flush=True)

fd = os.open('made', os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
say('write', os.write(fd, b'abcdef'), 'seek', os.lseek(fd, 0, os.SEEK_END), os.lseek(fd, 2, os.SEEK_SET))
say('read', os.read(fd, 10), os.pread(fd, 2, 0))
s = os.fstat(fd)
say('fstat', stat.S_ISREG(s.st_mode), s.st_size)
os.ftruncate(fd, 4); os.fsync(fd); os.fdatasync(fd); os.posix_fallocate(fd, 0, 8192); os.fchmod(fd, 0o600)
say('size', os.fstat(fd).st_size, 'inherited', os.get_inheritable(fd))
m = mmap.mmap(fd, 4096); m[0:1] = b'X'; m.flush(); m.close()
say('mapped', os.pread(fd, 4, 0))
copy = os.dup(fd); os.close(fd)
say('copy', os.pread(copy, 2, 0)); os.close(copy)
say('exists', os.path.exists('made'))
with open('made', 'w') as f: f.write('x')
os.rename('made', 'other'); os.chmod('other', 0o600); os.unlink('other')
with open('kept', 'a') as f: say('tell', f.tell(), f.write('more'), f.flush(), f.tell())
say('kept', open('kept').read())
inherited = os.open('made', os.O_WRONLY | os.O_CREAT); os.set_inheritable(inherited, True)
say('child', subprocess.run(['sh', '-c', 'echo x >&%d' % inherited], close_fds=False).returncode)
say('exec', subprocess.run(['sh', '-c', 'echo gone >made; exec 7>>made; echo gone >&7; cp kept made; tee made <kept; dd if=kept of=made 2>/dev/null; truncate -s 9 made; ls']).returncode)
