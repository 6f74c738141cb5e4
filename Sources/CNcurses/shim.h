// What Swift cannot import from ncurses (macros, mutable globals, opaque pair numbers), one accessor each, and the
// handler that gives the terminal back when the process dies of a fault. Everything is prefixed `tb_`.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#define NCURSES_WIDECHAR 1
#include <locale.h>
#include <ncurses.h>
#include <signal.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

static const attr_t tb_bold = A_BOLD;
static const attr_t tb_dim = A_DIM;
static const attr_t tb_underline = A_UNDERLINE;
static const attr_t tb_reverse = A_REVERSE;

static const mmask_t tb_mouse_events = BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED;
static const mmask_t tb_mouse_press = BUTTON1_PRESSED;
static const mmask_t tb_mouse_wheel_up = BUTTON4_PRESSED;
static const mmask_t tb_mouse_wheel_down = BUTTON5_PRESSED;

static inline WINDOW *tb_screen(void) { return stdscr; }
static inline int tb_columns(void) { return COLS; }
static inline int tb_rows(void) { return LINES; }
static inline int tb_colors(void) { return COLORS; }
static inline int tb_color_pairs(void) { return COLOR_PAIRS; }

/// Selects attributes and a pair of any number: the pair goes through the pointer, for a short would cut it.
static inline int tb_set_style(WINDOW *window, attr_t attributes, int pair) {
    return wattr_set(window, attributes, (short)pair, &pair);
}

/// Whether the locale's encoding has the character.
static inline bool tb_encodable(wchar_t character) {
    char bytes[16];
    mbstate_t state;
    memset(&state, 0, sizeof state);
    return wcrtomb(bytes, character, &state) != (size_t)-1;
}

/// What the terminal needs to be usable again.
struct tb_rescue_kit {
    volatile sig_atomic_t armed;
    bool installed;
    struct sigaction previous[NSIG];
    int descriptor;
    struct termios modes;
    size_t length;
    char farewell[256];
};

/// Each object file that calls this has a kit of its own, so all calls are made from one Swift file.
static inline struct tb_rescue_kit *tb_kit(void) {
    static struct tb_rescue_kit kit;
    return &kit;
}

/// Keeps the modes that the terminal has now. False when it has none to read.
static inline bool tb_rescue_keep_modes(int descriptor) {
    tb_kit()->armed = 0;
    tb_kit()->length = 0;
    tb_kit()->descriptor = descriptor;
    return tcgetattr(descriptor, &tb_kit()->modes) == 0;
}

/// Keeps the bytes that end full-screen drawing; what does not fit is left out.
static inline void tb_rescue_keep_farewell(const char *farewell, size_t length) {
    tb_kit()->length = length < sizeof tb_kit()->farewell ? length : sizeof tb_kit()->farewell;
    memcpy(tb_kit()->farewell, farewell, tb_kit()->length);
}

static inline void tb_rescue_arm(bool armed) { tb_kit()->armed = armed; }

/// Gives the terminal back, once. Calls only what POSIX allows in a signal handler.
static inline void tb_rescue_now(void) {
    if (!tb_kit()->armed) return;
    tb_kit()->armed = 0;
    for (size_t sent = 0; sent < tb_kit()->length;) {
        ssize_t count = write(tb_kit()->descriptor, tb_kit()->farewell + sent, tb_kit()->length - sent);
        if (count <= 0) break;
        sent += (size_t)count;
    }
    tcsetattr(tb_kit()->descriptor, TCSANOW, &tb_kit()->modes);
}

/// Gives the terminal back, then lets whoever handled the signal before (the system, or Swift's backtracer) end the process.
static inline void tb_fault(int signal) {
    tb_rescue_now();
    sigaction(signal, &tb_kit()->previous[signal], NULL);
    raise(signal);
}

/// Handles the faults that a program cannot continue from (a Swift trap is SIGILL or SIGTRAP).
static inline void tb_rescue_on_faults(void) {
    static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT};
    struct sigaction action;
    if (tb_kit()->installed) return;
    tb_kit()->installed = true;
    memset(&action, 0, sizeof action);
    action.sa_handler = tb_fault;
    action.sa_flags = SA_NODEFER;
    for (size_t index = 0; index < sizeof faults / sizeof *faults; index++)
        sigaction(faults[index], &action, &tb_kit()->previous[faults[index]]);
}
