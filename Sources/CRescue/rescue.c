#include "CRescue.h"

#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/// What the terminal needs to be usable again. Here, and not in a header: there it would be one for each object file, and
/// what an optimised program inlines from one module into another would arm the wrong one.
static struct {
    volatile sig_atomic_t armed;
    bool installed;
    struct sigaction previous[NSIG];
    int descriptor;
    struct termios modes;
    size_t length;
    char farewell[256];
} kit;

bool tb_rescue_keep_modes(int descriptor)
{
    kit.armed = 0;
    kit.length = 0;
    kit.descriptor = descriptor;
    return tcgetattr(descriptor, &kit.modes) == 0;
}

void tb_rescue_keep_farewell(const char *farewell, size_t length)
{
    kit.length = length < sizeof kit.farewell ? length : sizeof kit.farewell;
    memcpy(kit.farewell, farewell, kit.length);
}

void tb_rescue_arm(bool armed)
{
    kit.armed = armed;
}

/// Gives the terminal back, once. Calls only what POSIX allows in a signal handler.
static void give_back(void)
{
    if (!kit.armed) return;
    kit.armed = 0;
    for (size_t sent = 0; sent < kit.length;) {
        ssize_t count = write(kit.descriptor, kit.farewell + sent, kit.length - sent);
        if (count <= 0) break;
        sent += (size_t)count;
    }
    tcsetattr(kit.descriptor, TCSANOW, &kit.modes);
}

/// Gives the terminal back, then lets whoever handled the signal before (the system, or Swift's backtracer) end the
/// process. The backtracer leaves that to the fault, which happens again; a signal that somebody has sent does not.
static void end(int number)
{
    give_back();
    sigaction(number, &kit.previous[number], NULL);
    raise(number);
    signal(number, SIG_DFL);
    raise(number);
}

void tb_rescue_on_signals(void)
{
    static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS};
    static const int deadly[] = {SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGPOLL, SIGXCPU, SIGXFSZ};
    struct sigaction action;
    if (kit.installed) return;
    kit.installed = true;
    memset(&action, 0, sizeof action);
    action.sa_handler = end;
    action.sa_flags = SA_NODEFER;
    for (size_t index = 0; index < sizeof faults / sizeof *faults; index++)
        sigaction(faults[index], &action, &kit.previous[faults[index]]);
    for (size_t index = 0; index < sizeof deadly / sizeof *deadly; index++) {
        struct sigaction *previous = &kit.previous[deadly[index]];
        if (sigaction(deadly[index], NULL, previous) == 0 && previous->sa_handler != SIG_IGN)
            sigaction(deadly[index], &action, NULL);
    }
}
