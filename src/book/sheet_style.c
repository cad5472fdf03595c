/* How cells look: each style once, as a format of the workbook. */
#include "sheet.h"

#include <stdio.h>
#include <string.h>

/* Softly filled for a finding in a cell; strongly for the traffic light. */
static const struct {
    lxw_color_t soft, strong, text;
} marks[] = {[SEVERITY_NONE] = {0xFFFFFF, 0x2E9E4F, 0x000000},
             [NOTE] = {0xE2F0D9, 0x2E9E4F, 0x1E6B34},
             [WARNING] = {0xFFEB9C, 0xF2B800, 0x7F6000},
             [ERROR] = {0xFFC7CE, 0xC8102E, 0x9C0006}};

enum {
    DARK = 0x1F3864,
    MIDDLE = 0xD9E2F3,
    PALE = 0xF2F5FA,
    LINE = 0xBFC8D6,
    BLUE = 0x0563C1,
    QUIET = 0x595959
};

static void set_tone(lxw_format *format, enum tone tone)
{
    switch (tone) {
    case TONE_TITLE:
        lxw.format_set_font_size(format, 18);
        lxw.format_set_bold(format);
        lxw.format_set_font_color(format, DARK);
        break;
    case TONE_SUBTITLE:
        lxw.format_set_font_color(format, QUIET);
        break;
    case TONE_HEAD:
        lxw.format_set_bold(format);
        lxw.format_set_bg_color(format, MIDDLE);
        lxw.format_set_font_color(format, DARK);
        lxw.format_set_text_wrap(format);
        lxw.format_set_bottom(format, LXW_BORDER_THIN);
        break;
    case TONE_BAND:
        lxw.format_set_bold(format);
        lxw.format_set_bg_color(format, DARK);
        lxw.format_set_font_color(format, LXW_COLOR_WHITE);
        break;
    case TONE_COMPUTED:
        lxw.format_set_bg_color(format, PALE);
        break;
    case TONE_INPUT:
        lxw.format_set_bg_color(format, 0xFFF8DC);
        lxw.format_set_font_color(format, 0x0000C0);
        lxw.format_set_border(format, LXW_BORDER_THIN);
        lxw.format_set_border_color(format, LINE);
        break;
    case TONE_LINK:
        lxw.format_set_font_color(format, BLUE);
        lxw.format_set_underline(format, LXW_UNDERLINE_SINGLE);
        break;
    default:
        break;
    }
}

static void set_mark(lxw_format *format, struct style style)
{
    if (style.tone == TONE_LIGHT) {
        lxw.format_set_bg_color(format, marks[style.mark].strong);
        lxw.format_set_font_color(format, style.mark == WARNING ? LXW_COLOR_BLACK : LXW_COLOR_WHITE);
        lxw.format_set_bold(format);
        lxw.format_set_font_size(format, 13);
    } else if (style.mark != SEVERITY_NONE) {
        lxw.format_set_bg_color(format, marks[style.mark].soft);
        lxw.format_set_font_color(format, marks[style.mark].text);
    }
}

/* "0.00 %", in English without the space; of a difference also what a negative one and none look like. */
static void set_percent(lxw_format *format, const struct book *book, struct style style)
{
    enum { MOST_DECIMALS = 4, LONGEST = 64 };
    static const char *const digits[] = {"0", "0.0", "0.00", "0.000", "0.0000"};
    const char *number = digits[style.decimals < MOST_DECIMALS ? style.decimals : MOST_DECIMALS],
               *sign = book->options.language == SWEDISH ? " %" : "%";
    char form[LONGEST];
    if (style.form == FORM_PERCENT)
        snprintf(form, sizeof form, "%s%s", number, sign);
    else
        snprintf(form, sizeof form, "%s%s;-%s%s;\"–\"", number, sign, number, sign);
    lxw.format_set_num_format(format, form);
}

/* Stored as Excel stores them; Swedish Excel shows the comma of "#,##0" as a space. */
static void set_form(lxw_format *format, const struct book *book, struct style style)
{
    static const char *const forms[] = {[FORM_KRONOR] = "#,##0",
                                        [FORM_ORE] = "#,##0.00",
                                        [FORM_DIFFERENCE] = "#,##0;-#,##0;\"–\"",
                                        [FORM_DIFFERENCE_ORE] = "#,##0.00;-#,##0.00;\"–\"",
                                        [FORM_DATE] = "yyyy-mm-dd",
                                        [FORM_MONTH] = "yyyy-mm",
                                        [FORM_COUNT] = "0"};
    if (style.form == FORM_PERCENT || style.form == FORM_POINTS)
        set_percent(format, book, style);
    else if (style.form != FORM_TEXT)
        lxw.format_set_num_format(format, forms[style.form]);
    if (style.form == FORM_MONTH)
        lxw.format_set_rotation(format, 90);
    if (style.form == FORM_DATE)
        lxw.format_set_align(format, LXW_ALIGN_LEFT);
}

static lxw_format *make_format(struct book *book, struct style style)
{
    lxw_format *format = lxw.workbook_add_format(book->workbook);
    lxw.format_set_font_size(format, 10);
    lxw.format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    set_tone(format, style.tone);
    set_mark(format, style);
    set_form(format, book, style);
    if (style.bold)
        lxw.format_set_bold(format);
    if (style.wrap)
        lxw.format_set_text_wrap(format);
    if (style.indent)
        lxw.format_set_indent(format, style.indent);
    if (style.center)
        lxw.format_set_align(format, LXW_ALIGN_CENTER);
    if (style.line_above) {
        lxw.format_set_top(format, LXW_BORDER_THIN);
        lxw.format_set_top_color(format, LINE);
    }
    return format;
}

lxw_format *style_format(struct book *book, struct style style)
{
    for (size_t i = 0; i < book->formats.count; i++)
        if (memcmp(&book->formats.items[i].style, &style, sizeof style) == 0)
            return book->formats.items[i].format;
    lxw_format *format = make_format(book, style);
    *ARENA_PUSH(book->arena, &book->formats) = (struct known_format){style, format};
    return format;
}
