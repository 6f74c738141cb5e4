// What Swift cannot import from ncurses (macros, mutable globals, opaque pair numbers), one accessor each. Everything is
// prefixed `tb_`.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#define NCURSES_WIDECHAR 1
#include <locale.h>
#include <ncurses.h>
#include <string.h>
#include <term.h>
#include <wchar.h>

static const attr_t tb_bold = A_BOLD;
static const attr_t tb_dim = A_DIM;
static const attr_t tb_underline = A_UNDERLINE;
static const attr_t tb_reverse = A_REVERSE;

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
