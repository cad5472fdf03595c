/* The library caches nothing for cells that are formulas, so a viewer that does not calculate would draw zeros: the
 * cache of each series is filled here. */
#include "charts.h"

#include <stdlib.h>

static const lxw_color_t palette[CHART_COLORS] = {0x1F3864, 0x5B7DB1, 0x9DB7DC, 0xF2B800, 0xC55A11,
                                                  0x7F9F5F, 0x2E7D6B, 0x8E6C8A, 0xA5A5A5, 0x404040};

lxw_chart *charts_new(struct book *book, lxw_chart_type type, enum word title, enum currency currency)
{
    struct buffer words = {.arena = book->scratch};
    lxw_chart *chart = lxw.workbook_add_chart(book->workbook, (uint8_t)type);
    lxw_chart_font font = {.size = 11, .bold = LXW_EXPLICIT_FALSE, .color = 0x1F3864};
    if (!chart) {
        book_check(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return NULL;
    }
    buffer_print(&words, book_word(book, title), currency_words(currency));
    lxw.chart_title_set_name(chart, sheet_string(book->scratch, buffer_text(&words)));
    lxw.chart_title_set_name_font(chart, &font);
    lxw.chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    return chart;
}

static void fill_cache(struct book *book, lxw_series_range *range, const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        lxw_series_data_point *point = calloc(1, sizeof *point); /* freed by the library */
        if (!point) {
            book_check(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
            return;
        }
        point->number = values[i];
        STAILQ_INSERT_TAIL(range->data_cache, point, list_pointers);
    }
    range->num_data_points = (uint16_t)count;
    range->ignore_cache = LXW_TRUE; /* it is filled: do not look into the cells */
}

static size_t range_size(struct chart_range range)
{
    return (size_t)(range.last_row - range.first_row + 1) *
           (size_t)(range.last_column - range.first_column + 1);
}

static lxw_chart_series *add_ranges(struct book *book, lxw_chart *chart, struct chart_range categories,
                                    struct chart_range values)
{
    lxw_chart_series *series = lxw.chart_add_series(chart, NULL, NULL);
    if (!series) {
        book_check(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return NULL;
    }
    lxw.chart_series_set_categories(series, categories.sheet->name.data, categories.first_row,
                                    categories.first_column, categories.last_row, categories.last_column);
    lxw.chart_series_set_values(series, values.sheet->name.data, values.first_row, values.first_column,
                                values.last_row, values.last_column);
    fill_cache(book, series->values, values.values, range_size(values));
    return series;
}

void charts_add_series(struct book *book, lxw_chart *chart, struct chart_range categories,
                       struct chart_range values, struct address name, int color)
{
    lxw_chart_series *series = chart ? add_ranges(book, chart, categories, values) : NULL;
    lxw_chart_fill fill = {.color = palette[color % CHART_COLORS]};
    if (!series)
        return;
    lxw.chart_series_set_fill(series, &fill);
    if (name.sheet)
        lxw.chart_series_set_name_range(series, name.sheet->name.data, name.row, name.column);
}

void charts_add_slices(struct book *book, lxw_chart *chart, struct chart_range categories,
                       struct chart_range values, bool percent)
{
    lxw_chart_font font = {.size = 9, .bold = LXW_TRUE, .color = percent ? LXW_COLOR_WHITE : LXW_COLOR_BLACK};
    lxw_chart_series *series = chart ? add_ranges(book, chart, categories, values) : NULL;
    lxw_chart_fill fills[CHART_COLORS];
    lxw_chart_point points[CHART_COLORS];
    lxw_chart_point *list[CHART_COLORS + 1] = {0};
    if (!series)
        return;
    for (int i = 0; i < CHART_COLORS; i++) {
        fills[i] = (lxw_chart_fill){.color = palette[i]};
        points[i] = (lxw_chart_point){.fill = &fills[i]};
        list[i] = &points[i];
    }
    list[range_size(values) < CHART_COLORS ? range_size(values) : CHART_COLORS] = NULL;
    book_check(book, lxw.chart_series_set_points(series, list));
    lxw.chart_series_set_labels(series);
    if (percent) {
        lxw.chart_series_set_labels_options(series, LXW_FALSE, LXW_FALSE, LXW_FALSE);
        lxw.chart_series_set_labels_percentage(series);
    } else {
        lxw.chart_series_set_labels_num_format(series, "#,##0");
    }
    lxw.chart_series_set_labels_font(series, &font);
}

void charts_show_kronor(lxw_chart *chart)
{
    lxw_chart_font font = {.size = 9};
    if (!chart)
        return;
    lxw.chart_axis_set_num_format(chart->y_axis, "#,##0");
    lxw.chart_axis_set_num_font(chart->y_axis, &font);
    lxw.chart_axis_set_num_font(chart->x_axis, &font);
    lxw_chart_line line = {.color = 0xD9D9D9, .width = 0.75};
    lxw.chart_axis_major_gridlines_set_line(chart->y_axis, &line);
}

void charts_insert(struct book *book, lxw_chart *chart, struct chart_place place)
{
    lxw_chart_options options = {.x_offset = place.left,
                                 .x_scale = place.width / 480.0, /* of the library's default size */
                                 .y_scale = place.height / 288.0,
                                 .object_position = LXW_OBJECT_MOVE_DONT_SIZE};
    if (chart)
        book_check(book,
                   lxw.worksheet_insert_chart_opt(place.sheet->worksheet, place.row, 0, chart, &options));
}
