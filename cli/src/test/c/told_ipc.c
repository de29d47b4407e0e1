/* System V IPC. */
#include "told.h"

#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

static void prepare(void) {}

static void memory(void) {
  int id = TELL(CALL(shmget, IPC_PRIVATE, 4096L, IPC_CREAT | 0600),
                "shmget(IPC_PRIVATE, 4096, IPC_CREAT|0600)");
  long at = TELL_ADDRESS(CALL(shmat, id, NULL, 0), "shmat(%d, NULL, 0)", id);
  TELL(CALL(shmdt, at), "shmdt(%#lx)", at);
  TELL(CALL(shmctl, id, IPC_RMID, NULL), "shmctl(%d, IPC_RMID, NULL)", id);
  TELL(CALL(shmget, 0x70171234, 4096L, IPC_EXCL | 0644),
       "shmget(0x70171234, 4096, IPC_EXCL|0644)");
}

static void semaphores(void) {
  int id = TELL(CALL(semget, IPC_PRIVATE, 2, IPC_CREAT | IPC_EXCL | 0600),
                "semget(IPC_PRIVATE, 2, IPC_CREAT|IPC_EXCL|0600)");
  struct sembuf ops[2] = {{0, 3, SEM_UNDO}, {1, 0, IPC_NOWAIT}};
  TELL(CALL(semop, id, ops, 2L), "semop(%d, [{sem_num=0, sem_op=3, sem_flg=SEM_UNDO}, "
       "{sem_num=1, sem_op=0, sem_flg=IPC_NOWAIT}], 2)",
       id);
  struct timespec time = {0, 1000};
  ops[1].sem_op = -1;
  TELL(CALL(semtimedop, id, ops + 1, 1L, &time),
       "semtimedop(%d, [{sem_num=1, sem_op=-1, sem_flg=IPC_NOWAIT}], 1, {tv_sec=0, tv_nsec=1000})", id);
  TELL(CALL(semctl, id, 0, IPC_RMID, NULL), "semctl(%d, 0, IPC_RMID, NULL)", id);
}

static void messages(void) {
  int id = TELL(CALL(msgget, IPC_PRIVATE, 0600), "msgget(IPC_PRIVATE, 0600)");
  struct {
    long type;
    char text[8];
  } message = {5, "abcdefg"};
  TELL(CALL(msgsnd, id, &message, 3L, IPC_NOWAIT), "msgsnd(%d, {mtype=5, mtext=\"abc\"}, 3, IPC_NOWAIT)", id);
  TELL(CALL(msgrcv, id, &message, 3L, 0L, MSG_NOERROR),
       "msgrcv(%d, {mtype=5, mtext=\"abc\"}, 3, 0, MSG_NOERROR)", id);
  TELL(CALL(msgctl, id, IPC_RMID, NULL), "msgctl(%d, IPC_RMID, NULL)", id);
}

static void narrate(void) {
  memory();
  semaphores();
  messages();
}
