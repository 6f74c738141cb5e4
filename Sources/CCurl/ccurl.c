#include "CCurl.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>

// The macros of the same names check types; here the functions are meant.
#undef curl_easy_setopt
#undef curl_easy_getinfo

/// The functions of the loaded library; null before.
static struct {
    __typeof__(&curl_global_init) global_init;
    __typeof__(&curl_easy_init) easy_init;
    __typeof__(&curl_easy_setopt) easy_setopt;
    __typeof__(&curl_easy_getinfo) easy_getinfo;
    __typeof__(&curl_easy_pause) easy_pause;
    __typeof__(&curl_easy_cleanup) easy_cleanup;
    __typeof__(&curl_easy_strerror) easy_strerror;
    __typeof__(&curl_multi_init) multi_init;
    __typeof__(&curl_multi_add_handle) multi_add_handle;
    __typeof__(&curl_multi_remove_handle) multi_remove_handle;
    __typeof__(&curl_multi_perform) multi_perform;
    __typeof__(&curl_multi_poll) multi_poll;
    __typeof__(&curl_multi_info_read) multi_info_read;
    __typeof__(&curl_multi_cleanup) multi_cleanup;
    __typeof__(&curl_multi_strerror) multi_strerror;
    __typeof__(&curl_slist_append) slist_append;
    __typeof__(&curl_slist_free_all) slist_free_all;
} curl;

static bool load(void)
{
    // The 4 stands for the binary interface that the header was of, and has since 2006.
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!library) return false;
    return (curl.global_init = dlsym(library, "curl_global_init"))
        && (curl.easy_init = dlsym(library, "curl_easy_init"))
        && (curl.easy_setopt = dlsym(library, "curl_easy_setopt"))
        && (curl.easy_getinfo = dlsym(library, "curl_easy_getinfo"))
        && (curl.easy_pause = dlsym(library, "curl_easy_pause"))
        && (curl.easy_cleanup = dlsym(library, "curl_easy_cleanup"))
        && (curl.easy_strerror = dlsym(library, "curl_easy_strerror"))
        && (curl.multi_init = dlsym(library, "curl_multi_init"))
        && (curl.multi_add_handle = dlsym(library, "curl_multi_add_handle"))
        && (curl.multi_remove_handle = dlsym(library, "curl_multi_remove_handle"))
        && (curl.multi_perform = dlsym(library, "curl_multi_perform"))
        && (curl.multi_poll = dlsym(library, "curl_multi_poll"))
        && (curl.multi_info_read = dlsym(library, "curl_multi_info_read"))
        && (curl.multi_cleanup = dlsym(library, "curl_multi_cleanup"))
        && (curl.multi_strerror = dlsym(library, "curl_multi_strerror"))
        && (curl.slist_append = dlsym(library, "curl_slist_append"))
        && (curl.slist_free_all = dlsym(library, "curl_slist_free_all"));
}

CURLcode ccurl_global_init(long flags)
{
    return load() ? curl.global_init(flags) : CURLE_FAILED_INIT;
}

CURL *ccurl_easy_init(void) { return curl.easy_init(); }

CURLcode ccurl_easy_pause(CURL *handle, int pauses) { return curl.easy_pause(handle, pauses); }

void ccurl_easy_cleanup(CURL *handle) { curl.easy_cleanup(handle); }

const char *ccurl_easy_strerror(CURLcode code)
{
    return curl.easy_strerror ? curl.easy_strerror(code) : "libcurl.so.4 is not installed";
}

CURLM *ccurl_multi_init(void) { return curl.multi_init(); }

CURLMcode ccurl_multi_add_handle(CURLM *handle, CURL *easy) { return curl.multi_add_handle(handle, easy); }

CURLMcode ccurl_multi_remove_handle(CURLM *handle, CURL *easy) { return curl.multi_remove_handle(handle, easy); }

CURLMcode ccurl_multi_perform(CURLM *handle)
{
    int running;
    return curl.multi_perform(handle, &running);
}

CURLMcode ccurl_multi_poll(CURLM *handle, int milliseconds)
{
    return curl.multi_poll(handle, NULL, 0, milliseconds, NULL);
}

void ccurl_multi_cleanup(CURLM *handle) { curl.multi_cleanup(handle); }

const char *ccurl_multi_strerror(CURLMcode code) { return curl.multi_strerror(code); }

CURL *ccurl_multi_ended(CURLM *handle, CURLcode *code)
{
    int left;
    for (CURLMsg *message; (message = curl.multi_info_read(handle, &left));) {
        if (message->msg != CURLMSG_DONE) continue;
        *code = message->data.result;
        return message->easy_handle;
    }
    return NULL;
}

struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *text)
{
    return curl.slist_append(list, text);
}

void ccurl_slist_free_all(struct curl_slist *list) { curl.slist_free_all(list); }

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value)
{
    return curl.easy_setopt(handle, option, value);
}

CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value)
{
    return curl.easy_setopt(handle, option, value);
}

CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value)
{
    return curl.easy_setopt(handle, option, value);
}

CURLcode ccurl_set_reader(CURL *handle, curl_read_callback reader, void *context)
{
    CURLcode code = curl.easy_setopt(handle, CURLOPT_READFUNCTION, reader);
    return code ? code : curl.easy_setopt(handle, CURLOPT_READDATA, context);
}

CURLcode ccurl_set_listener(CURL *handle, curl_write_callback listener, void *context)
{
    CURLcode code = curl.easy_setopt(handle, CURLOPT_HEADERFUNCTION, listener);
    return code ? code : curl.easy_setopt(handle, CURLOPT_HEADERDATA, context);
}

CURLcode ccurl_set_tracer(CURL *handle, curl_debug_callback tracer, void *context)
{
    CURLcode code = curl.easy_setopt(handle, CURLOPT_DEBUGFUNCTION, tracer);
    return code ? code : curl.easy_setopt(handle, CURLOPT_DEBUGDATA, context);
}

CURLcode ccurl_set_socket_watcher(CURL *handle, curl_sockopt_callback watcher, void *context)
{
    CURLcode code = curl.easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, watcher);
    return code ? code : curl.easy_setopt(handle, CURLOPT_SOCKOPTDATA, context);
}

CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value)
{
    return curl.easy_getinfo(handle, info, value);
}
