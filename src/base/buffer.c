#include "budgetkoll/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static char *reserve(struct buffer *buffer, size_t more)
{
    size_t needed = buffer->length + more;
    if (needed > buffer->capacity) {
        size_t capacity = needed * 2 > 64 ? needed * 2 : 64;
        buffer->data =
            arena_lengthen(buffer->arena, buffer->data, buffer->length, buffer->capacity, capacity, 1);
        buffer->capacity = capacity;
    }
    return buffer->data + buffer->length;
}

void buffer_add(struct buffer *buffer, struct str text)
{
    if (text.length == 0)
        return;
    memcpy(reserve(buffer, text.length), text.data, text.length);
    buffer->length += text.length;
}

void buffer_add_char(struct buffer *buffer, char c)
{
    buffer_add(buffer, (struct str){&c, 1});
}

void buffer_add_count(struct buffer *buffer, uint64_t count)
{
    char digits[24], *at = digits + sizeof digits;
    do
        *--at = (char)('0' + count % 10);
    while ((count /= 10) != 0);
    buffer_add(buffer, (struct str){at, (size_t)(digits + sizeof digits - at)});
}

void buffer_print(struct buffer *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length > 0) {
        vsnprintf(reserve(buffer, (size_t)length + 1), (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
    va_end(arguments);
}

struct str buffer_text(const struct buffer *buffer)
{
    return (struct str){buffer->data, buffer->length};
}
