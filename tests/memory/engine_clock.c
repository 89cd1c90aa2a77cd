/* Lets a test move the wall clock of the Anki engine, which has no setting for it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>
static long long now_ms = 0;
void set_now_ms(long long ms) { now_ms = ms; }
int clock_gettime(clockid_t id, struct timespec *out) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    if (id != CLOCK_REALTIME || !now_ms) return real(id, out);
    out->tv_sec = now_ms / 1000;
    out->tv_nsec = now_ms % 1000 * 1000000;
    return 0;
}
