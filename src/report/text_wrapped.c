#include "budgetkoll/report.h"

#include "budgetkoll/label.h"

enum { LINE_WIDTH = 78 };

void text_wrapped(struct buffer *text, int indent, struct str prose)
{
    struct words words = label_words(text->arena, prose);
    size_t column = LINE_WIDTH;
    for (size_t i = 0; i < words.list.count; i++) {
        size_t width = str_code_points(words.list.items[i]);
        bool wrap = column + 1 + width > LINE_WIDTH;
        if (wrap)
            buffer_print(text, "%s%*s", i == 0 ? "" : "\n", indent, "");
        else
            buffer_add_char(text, ' ');
        column = wrap ? (size_t)indent + width : column + 1 + width;
        buffer_add(text, words.list.items[i]);
    }
    buffer_add(text, STR("\n"));
}
