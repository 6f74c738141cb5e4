// What is used of libcurl: each `ccurl_X` is its `curl_X`. The library itself is loaded with the first call of
// ccurl_global_init and not with the program: eight others come with it, and of all processes only those that send mail
// need them. A desk starts sooner and is smaller without.
#pragma once
#include <curl/curl.h>

/// Loads the library, once, before any other call; CURLE_FAILED_INIT when this machine has none.
CURLcode ccurl_global_init(long flags);

CURL *ccurl_easy_init(void);
CURLcode ccurl_easy_pause(CURL *handle, int pauses);
void ccurl_easy_cleanup(CURL *handle);
const char *ccurl_easy_strerror(CURLcode code);
CURLM *ccurl_multi_init(void);
CURLMcode ccurl_multi_add_handle(CURLM *handle, CURL *easy);
CURLMcode ccurl_multi_remove_handle(CURLM *handle, CURL *easy);
CURLMcode ccurl_multi_perform(CURLM *handle);
CURLMcode ccurl_multi_poll(CURLM *handle, int milliseconds);
void ccurl_multi_cleanup(CURLM *handle);
const char *ccurl_multi_strerror(CURLMcode code);
/// The next transfer of which curl_multi_info_read says that it has ended, and how; null: there is none.
CURL *ccurl_multi_ended(CURLM *handle, CURLcode *code);
struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *text);
void ccurl_slist_free_all(struct curl_slist *list);

// Swift calls no variadic function: each kind of argument has its setter. A callback is set with its context.

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value);
CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value);
CURLcode ccurl_set_reader(CURL *handle, curl_read_callback reader, void *context);
CURLcode ccurl_set_listener(CURL *handle, curl_write_callback listener, void *context);
CURLcode ccurl_set_tracer(CURL *handle, curl_debug_callback tracer, void *context);
CURLcode ccurl_set_socket_watcher(CURL *handle, curl_sockopt_callback watcher, void *context);
CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value);
