// Gives the terminal back when the process dies of a signal. Everything is prefixed `tb_`.
#pragma once
#include <stdbool.h>
#include <stddef.h>

/// Keeps the modes that the terminal has now. False when it has none to read.
bool tb_rescue_keep_modes(int descriptor);

/// Keeps the bytes that end full-screen drawing; what does not fit is left out.
void tb_rescue_keep_farewell(const char *farewell, size_t length);

/// Whether a signal that ends the process gives the terminal back from now on.
void tb_rescue_arm(bool armed);

/// Handles the faults that a program cannot continue from (a Swift trap is SIGILL or SIGTRAP), and those signals that end
/// it by default, unless they are ignored.
void tb_rescue_on_signals(void);
