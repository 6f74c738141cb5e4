#pragma once
#include <curl/curl.h>

// Swift calls no variadic function: each kind of argument has its setter here. A callback is set with its context.

static inline CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value)
{
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value)
{
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value)
{
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_reader(CURL *handle, curl_read_callback reader, void *context)
{
    CURLcode code = curl_easy_setopt(handle, CURLOPT_READFUNCTION, reader);
    return code ? code : curl_easy_setopt(handle, CURLOPT_READDATA, context);
}

static inline CURLcode ccurl_set_listener(CURL *handle, curl_write_callback listener, void *context)
{
    CURLcode code = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, listener);
    return code ? code : curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
}

static inline CURLcode ccurl_set_tracer(CURL *handle, curl_debug_callback tracer, void *context)
{
    CURLcode code = curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, tracer);
    return code ? code : curl_easy_setopt(handle, CURLOPT_DEBUGDATA, context);
}

static inline CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value)
{
    return curl_easy_getinfo(handle, info, value);
}
