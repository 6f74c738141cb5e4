// libcurl and nothing else: sends one mail again and again on one connection, and prints the seconds that it took, the
// farewell to the server included.
//
//   bare URL FILE COUNT
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static char mail[1 << 20];
static size_t length, position;

static size_t readMail(char *buffer, size_t size, size_t count, void *context) {
    (void)context;
    size_t part = length - position < size * count ? length - position : size * count;
    memcpy(buffer, mail + position, part);
    position += part;
    return part;
}

int main(int argc, char **argv) {
    FILE *file = argc == 4 ? fopen(argv[2], "rb") : NULL;
    CURL *curl = curl_easy_init();
    if (!file || !curl) return 64;
    length = fread(mail, 1, sizeof mail, file);
    struct curl_slist *recipients = curl_slist_append(NULL, "<alex@example.com>");
    curl_easy_setopt(curl, CURLOPT_URL, argv[1]);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, "<desk@practice.example>");
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, readMail);
    struct timespec began, ended;
    clock_gettime(CLOCK_MONOTONIC, &began);
    for (int left = atoi(argv[3]); left > 0; left--) {
        position = 0;
        CURLcode code = curl_easy_perform(curl);
        if (code != CURLE_OK) return fprintf(stderr, "%s\n", curl_easy_strerror(code)), 1;
    }
    curl_easy_cleanup(curl);
    clock_gettime(CLOCK_MONOTONIC, &ended);
    printf("%.3f\n", ended.tv_sec - began.tv_sec + (ended.tv_nsec - began.tv_nsec) / 1e9);
    curl_slist_free_all(recipients);
}
