// A mail server on a loopback port that takes every mail and keeps none: the floor under both sides of the comparison.
// It prints its port. Each connection has a process of its own.
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

static void answer(int client, const char *text) {
    if (write(client, text, strlen(text)) < 0) return;
}

// Commands come one at a time, a mail in several parts: its end may lie across two of them.
static void serve(int client) {
    char buffer[65536];
    size_t length = 0;
    int inMail = 0;
    ssize_t count;
    answer(client, "220 sink ESMTP\r\n");
    while ((count = read(client, buffer + length, sizeof buffer - length)) > 0) {
        length += count;
        if (inMail) {
            if (length >= 5 && !memcmp(buffer + length - 5, "\r\n.\r\n", 5)) {
                answer(client, "250 2.0.0 Ok: queued as 1\r\n");
                inMail = 0, length = 0;
            } else if (length > 4) {
                memmove(buffer, buffer + length - 4, 4);
                length = 4;
            }
        } else if (buffer[length - 1] == '\n') {
            inMail = !strncasecmp(buffer, "DATA", 4);
            int quits = !strncasecmp(buffer, "QUIT", 4);
            answer(client, inMail ? "354 go ahead\r\n" : quits ? "221 bye\r\n" : "250 ok\r\n");
            length = 0;
            if (quits) return;
        }
    }
}

int main(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 8)) return 1;
    getsockname(listener, (struct sockaddr *)&address, &size);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    signal(SIGCHLD, SIG_IGN);
    for (int client; (client = accept(listener, NULL, NULL)) >= 0; close(client)) {
        if (fork() == 0) return close(listener), serve(client), 0;
    }
}
