/* The lexer: what each cell of a table of several hundred is, read whole, cut at every byte, and again from memory. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "budgetkoll/lexeme.h"

#include "budgetkoll/buffer.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct {
    uint32_t form;
    const char *name;
} forms[] = {
    {LEX_BLANK, "blank"}, {LEX_NOTHING, "nothing"},   {LEX_AMOUNT, "amount"},      {LEX_PERCENT, "percent"},
    {LEX_ERROR, "error"}, {LEX_FORMULA, "formula"},   {LEX_DATE, "date"},          {LEX_PERIOD, "period"},
    {LEX_YEAR, "year"},   {LEX_INTERVAL, "interval"}, {LEX_WORDS, "words"},        {LEX_ABOUT, "about"},
    {LEX_NOTED, "noted"}, {LEX_QUOTED, "quoted"},     {LEX_SERIAL_DATE, "serial"},
};

/* "123450e-2 x1000 SEK": digits and how many of them are decimals, then the unit in the cell and its currency. */
static void describe_number(struct buffer *text, struct number number)
{
    buffer_print(text, " %lld", (long long)number.digits);
    if (number.decimals)
        buffer_print(text, "e-%d", number.decimals);
    if (number.status == NUMBER_AMBIGUOUS)
        buffer_print(text, "?%c", number.doubtful_mark);
    if (number.unit)
        buffer_print(text, " x%lld", (long long)number.unit / 100);
    if (number.currency)
        buffer_print(text, " %s", currency_code(number.currency));
}

static const char *describe(struct arena *arena, const struct lexeme *lexeme)
{
    struct buffer text = {.arena = arena};
    for (size_t i = 0; i < COUNT(forms); i++)
        if (lexeme_is(lexeme, forms[i].form))
            buffer_print(&text, "%s%s", text.length ? " " : "", forms[i].name);
    if (lexeme_is(lexeme, LEX_AMOUNT | LEX_PERCENT))
        describe_number(&text, lexeme->number);
    struct number low, high;
    if (lexeme_is(lexeme, LEX_INTERVAL) && lexeme_interval(lexeme, 0, &low, &high)) {
        describe_number(&text, low);
        describe_number(&text, high);
    }
    struct str all = buffer_text(&text);
    return arena_copy(arena, all.data, all.length + 1);
}

static const struct {
    const char *text, *is;
} cells[] = {
    {"", "blank"},
    {"   ", "blank"},
    {"-", "nothing"},
    {"–", "nothing"},
    {"—", "nothing"},
    {"−", "nothing"},
    {"--", "nothing words"},
    {"ingår", "nothing words"},
    {"Ingår", "nothing words"},
    {"N/A", "nothing words"},
    {"n.a.", "nothing words"},
    {"none", "nothing words"},
    {"saknas", "nothing words"},
    {"ej aktuellt", "nothing words"},
    {"included", "nothing words"},
    {"INCL.", "nothing words"},
    {"*", "nothing words"},
    {"…", "nothing words"},
    {"inga", "nothing words"},
    {"-   kr", "nothing"},
    {"kr -", "nothing"},
    {"- EUR", "nothing"},
    {"1", "amount 1"},
    {"12", "amount 12"},
    {"1234", "amount 1234"},
    {"1 234", "amount 1234"},
    {"1 234 567", "amount 1234567"},
    {"1234567,50", "amount 123456750e-2"},
    {"1 234,5", "amount 12345e-1"},
    {"1.234", "amount 1234?."},
    {"1,234", "amount 1234?,"},
    {"1.234,50", "amount 123450e-2"},
    {"1,234.50", "amount 123450e-2"},
    {"12,34", "amount 1234e-2"},
    {"0,5", "amount 5e-1"},
    {".5", "amount 5e-1"},
    {",5", "amount 5e-1"},
    {"5,", "words"},
    {"5.", "words"},
    {"1.234.567", "amount 1234567"},
    {"1,234,567", "amount 1234567"},
    {"1 250.000", "amount 1250000e-3"},
    {"250.000", "amount 250000?."},
    {"12.34.56", "words"},
    {"1 23 456", "words"},
    {"00123", "amount 123"},
    {"1e6", "words"},
    {"1,2E+06", "words"},
    {"####", "words"},
    {"-5", "amount -5"},
    {"−5", "amount -5"},
    {"–5", "amount -5"},
    {"- 1 234", "amount -1234"},
    {"(1 234)", "amount -1234"},
    {"(1 234,50)", "amount -123450e-2"},
    {"1 234-", "amount -1234"},
    {"+5", "amount 5"},
    {"--5", "words"},
    {"(-5)", "words"},
    {"( 5 )", "amount -5"},
    {"'5", "amount quoted 5"},
    {"'-30000", "amount quoted -30000"},
    {"’1 000", "amount quoted 1000"},
    {"1'234", "amount 1234"},
    {"1'234'567.50", "amount 123456750e-2"},
    {"1’234", "amount 1234"},
    {"100 kr", "amount 100 x1 SEK"},
    {"kr 100", "amount 100 x1 SEK"},
    {"100:-", "amount 100 x1 SEK"},
    {"100,-", "amount 100 x1 SEK"},
    {"100 kr.", "amount 100 x1 SEK"},
    {"1 000 SEK", "amount 1000 x1 SEK"},
    {"SEK 1 000", "amount 1000 x1 SEK"},
    {"SEK1000", "amount 1000 x1 SEK"},
    {"-kr 500", "amount -500 x1 SEK"},
    {"kr (1 500)", "amount -1500 x1 SEK"},
    {"($2 000)", "amount -2000 x1 USD"},
    {"$26,000", "amount 26000?, x1 USD"},
    {"$26,000 USD", "amount 26000?, x1 USD"},
    {"USD 26,000", "amount 26000?, x1 USD"},
    {"US$ 5", "amount 5 x1 USD"},
    {"CHF 4,800.00", "amount 480000e-2 x1 CHF"},
    {"4,800.00 CHF", "amount 480000e-2 x1 CHF"},
    {"PLN 100", "amount 100 x1 PLN"},
    {"100 zł", "amount 100 x1 PLN"},
    {"100 Kč", "amount 100 x1 CZK"},
    {"€5", "amount 5 x1 EUR"},
    {"5€", "amount 5 x1 EUR"},
    {"5 €", "amount 5 x1 EUR"},
    {"EUR 5", "amount 5 x1 EUR"},
    {"5 euro", "amount 5 x1 EUR"},
    {"5 euros", "amount 5 x1 EUR"},
    {"£3.50", "amount 350e-2 x1 GBP"},
    {"£ 3", "amount 3 x1 GBP"},
    {"3 GBP", "amount 3 x1 GBP"},
    {"¥500", "amount 500 x1 JPY"},
    {"500 JPY", "amount 500 x1 JPY"},
    {"₹20", "amount 20 x1 INR"},
    {"100 NOK", "amount 100 x1 NOK"},
    {"100 nkr", "amount 100 x1 NOK"},
    {"100 norska kronor", "amount 100 x1 NOK"},
    {"100 DKK", "amount 100 x1 DKK"},
    {"100 ISK", "amount 100 x1 ISK"},
    {"250 HUF", "amount 250 x1 HUF"},
    {"250 huf", "amount 250 x1 HUF"},
    {"250 TRY", "amount 250 x1 TRY"},
    {"250 try", "words"},
    {"250 ALL", "amount 250 x1 ALL"},
    {"400 XYZ", "amount 400 x1 "},
    {"400 xyz", "words"},
    {"XYZ 400", "amount 400 x1 "},
    {"XYZ 4", "words"},
    {"AOU 12", "words"},
    {"MSB 2020", "words"},
    {"SEK 4", "amount 4 x1 SEK"},
    {"₡400", "amount 400 x1 "},
    {"400 ₡", "amount 400 x1 "},
    {"5 kr USD", "words"},
    {"5 SEK EUR", "words"},
    {"5 NOK kr", "amount 5 x1 NOK"},
    {"5 tkr", "amount 5 x1000 SEK"},
    {"5 tusen kr", "amount 5 x1000 SEK"},
    {"5 tusen kronor", "amount 5 x1000 SEK"},
    {"5 tusen", "amount 5 x1000"},
    {"5 mnkr", "amount 5 x1000000 SEK"},
    {"5 mkr", "amount 5 x1000000 SEK"},
    {"5 Mkr", "amount 5 x1000000 SEK"},
    {"5 MSEK", "amount 5 x1000000 SEK"},
    {"MSEK 5", "amount 5 x1000000 SEK"},
    {"5 miljoner kronor", "amount 5 x1000000 SEK"},
    {"5 miljoner", "amount 5 x1000000"},
    {"1,5 mn kr", "amount 15e-1 x1000000 SEK"},
    {"5 mdkr", "amount 5 x1000000000 SEK"},
    {"5 miljarder", "amount 5 x1000000000"},
    {"2 mdr kr", "amount 2 x1000000000 SEK"},
    {"k€ 5", "amount 5 x1000 EUR"},
    {"5 k€", "amount 5 x1000 EUR"},
    {"5k€", "amount 5 x1000 EUR"},
    {"5 kEUR", "amount 5 x1000 EUR"},
    {"5 KEUR", "amount 5 x1000 EUR"},
    {"5 TEUR", "amount 5 x1000 EUR"},
    {"5 M€", "amount 5 x1000000 EUR"},
    {"€5m", "amount 5 x1000000 EUR"},
    {"€ 5 m", "amount 5 x1000000 EUR"},
    {"5 m", "words"},
    {"5 mn", "words"},
    {"5 k", "words"},
    {"5 million euro", "amount 5 x1000000 EUR"},
    {"EUR 5 million", "amount 5 x1000000 EUR"},
    {"5 tusen euro", "amount 5 x1000 EUR"},
    {"5 milj. kr", "amount 5 x1000000 SEK"},
    {"5 milj. euroa", "amount 5 x1000000 EUR"},
    {"5 tuhatta euroa", "amount 5 x1000 EUR"},
    {"5 Mio. EUR", "amount 5 x1000000 EUR"},
    {"5 Tsd. Euro", "amount 5 x1000 EUR"},
    {"5 millioner kroner", "amount 5 x1000000 SEK"},
    {"5 bn USD", "amount 5 x1000000000 USD"},
    {"5 SEKm", "amount 5 x1000000 SEK"},
    {"5 tkr kr", "words"},
    {"5 tkr tkr", "words"},
    {"ca 12 000", "amount about 12000"},
    {"ca. 12 000", "amount about 12000"},
    {"c:a 5", "amount about 5"},
    {"cirka 5 000 kr", "amount about 5000 x1 SEK"},
    {"Ca 5", "amount about 5"},
    {"~5 000", "amount about 5000"},
    {"≈ 5", "amount about 5"},
    {"approx. 5,000.00", "amount about 500000e-2"},
    {"about 5", "amount about 5"},
    {"ca 5 tkr", "amount about 5 x1000 SEK"},
    {"ca", "words"},
    {"ca -5", "amount about -5"},
    {"cat 5", "words"},
    {"4 000*", "amount noted 4000"},
    {"4 000 *", "amount noted 4000"},
    {"4 000**", "amount noted 4000"},
    {"3 000 1)", "amount noted 3000"},
    {"3 000 a)", "amount noted 3000"},
    {"3 000 12)", "amount noted 3000"},
    {"5 000²", "amount noted 5000"},
    {"5 000 ¹", "amount noted 5000"},
    {"5 000†", "amount noted 5000"},
    {"5 000 [1]", "amount noted 5000"},
    {"5 000 kr*", "amount noted 5000 x1 SEK"},
    {"5 000 kr 1)", "amount noted 5000 x1 SEK"},
    {"5 000)", "words"},
    {"5 000 (1)", "words"},
    {"250 m²", "words"},
    {"250 m2", "words"},
    {"(5 000) 1)", "words"},
    {"45 %", "percent 45"},
    {"45,24 %", "percent 4524e-2"},
    {"45.24%", "percent 4524e-2"},
    {"45,24 procent", "percent 4524e-2"},
    {"45 per cent", "percent 45"},
    {"45 percent", "percent 45"},
    {"(5 %)", "percent -5"},
    {"-5%", "percent -5"},
    {"%5", "percent 5"},
    {"45,240 %", "percent 45240?,"},
    {"45 % kr", "words"},
    {"0,4524 %", "percent 4524e-4"},
    {"100%", "percent 100"},
    {"#DIV/0!", "error"},
    {"#SAKNAS!", "error"},
    {"#N/A", "error"},
    {"#REF!", "error"},
    {"#VÄRDEFEL!", "error"},
    {"#NAMN?", "error"},
    {"Err:502", "error"},
    {"Fel:502", "error"},
    {"#5", "words"},
    {"=A1+A2", "formula"},
    {"=SUM(A1:A3)", "formula"},
    {"=\"x\"", "words"},
    {"2024", "amount year 2024"},
    {"1899", "amount 1899"},
    {"2200", "amount 2200"},
    {"2024,0", "amount 20240e-1"},
    {"2024-01-01", "date"},
    {"2024-02-30", "date"},
    {"2024/01/31", "date"},
    {"2024.01.31", "date"},
    {"20240131", "amount date 20240131"},
    {"20241331", "amount date 20241331"},
    {"1 juni 2021", "date"},
    {"1 June 2021", "date"},
    {"1. juni 2021", "date"},
    {"31 feb 2021", "date"},
    {"30.6.2021", "date"},
    {"30/6/2021", "date"},
    {"03/04/2021", "date"},
    {"2024-01-01 00:00:00", "date"},
    {"2024-01-01 12:00:00", "words"},
    {"45352", "amount serial 45352"},
    {"36525", "amount 36525"},
    {"36526", "amount serial 36526"},
    {"58804", "amount serial 58804"},
    {"45352,5", "amount 453525e-1"},
    {"45 352", "amount 45352"},
    {"januari 2024", "words"},
    {"2024-01-01 - 2024-12-31", "period"},
    {"2024-01-01 – 2024-12-31", "period"},
    {"2024-01-01--2024-12-31", "words"},
    {"2021-2023", "period"},
    {"2021–2023", "period"},
    {"2021-13", "words"},
    {"1 juni 2021 till 31 maj 2022", "period"},
    {"2024-01-01 to 2024-12-31", "period"},
    {"2024-02-30 - 2024-12-31", "period"},
    {"1.5-2.0 mnkr", "interval words 15e-1 x1000000 SEK 20e-1 x1000000 SEK"},
    {"1,5–2,0 mnkr", "interval words 15e-1 x1000000 SEK 20e-1 x1000000 SEK"},
    {"100 000 – 200 000", "interval words 100000 200000"},
    {"100-200", "interval words 100 200"},
    {"100 till 200 kr", "interval words 100 x1 SEK 200 x1 SEK"},
    {"10-20 %", "interval words 10 20"},
    {"5-", "amount -5"},
    {"1-2-3", "words"},
    {"100 000 kr - 200 000 kr", "interval words 100000 x1 SEK 200000 x1 SEK"},
    {"0..5", "interval words 0 5"},
    {"200101-", "amount -200101"},
    {"A-5", "words"},
    {"5-A", "words"},
    {"Personal", "words"},
    {"Summa", "words"},
    {"1. Personal", "words"},
    {"a) Lön", "words"},
    {"A4.1", "words"},
    {"12 st", "words"},
    {"5 personer", "words"},
    {"3 deltagare", "words"},
    {"Alla belopp i tkr", "words"},
    {"kr", "words"},
    {"tkr", "words"},
    {"EUR", "words"},
    {"x", "words"},
    {"?", "words"},
    {"ja", "words"},
    {"200 kr per deltagare", "words"},
    {"1 000 (tkr)", "words"},
    {"2024 (tkr)", "words"},
    {"2024 tkr", "amount 2024 x1000 SEK"},
    {"12 000 kr/år", "words"},
    {"8 timmar", "words"},
    {"070-123 45 67", "words"},
    {"556012-5790", "words"},
    {"5012-1234", "words"},
    {"12:30", "words"},
    {"12/2024", "words"},
    {"½", "words"},
    {"²", "words"},
    {"1²", "amount noted 1"},
    {"½ 5", "words"},
    {"①", "words"},
    {"٣", "words"},
    {"\342\200\2135", "amount 5"},
    {"5\302\255000", "amount 5000"},
    {"1\302\240234", "amount 1234"},
    {"1\342\200\257234", "amount 1234"},
    {"1\342\200\211234,50", "amount 123450e-2"},
    {"\357\273\2775", "amount 5"},
    {"5 000\302\240kr", "amount 5000 x1 SEK"},
};

static void test_cells(void **state)
{
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(cells); i++) {
        struct lexeme lexeme;
        lex_cell(str_from(cells[i].text), false, CURRENCY_NONE, &lexeme);
        const char *is = describe(&arena, &lexeme);
        wrong += strcmp(is, cells[i].is) != 0;
        if (strcmp(is, cells[i].is) != 0)
            print_error("    {\"%s\", \"%s\"}, /* not \"%s\" */\n", cells[i].text, is, cells[i].is);
    }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

/* "name|key|enumerator|rate|unit|terms" and the clues. */
static const char *describe_words(struct arena *arena, const struct wording *words)
{
    static const char *const clue_names[] = {
#define CLUE_CLASS(class, meaning) #class,
#include "budgetkoll/clue_classes.def"
#undef CLUE_CLASS
    };
    struct buffer text = {.arena = arena};
    buffer_print(&text, "%.*s", STR_ARG(words->key));
    if (words->is_dashed)
        buffer_print(&text, " dashed");
    if (words->enumerator.length)
        buffer_print(&text, " #%.*s", STR_ARG(words->enumerator));
    if (words->has_rate)
        buffer_print(&text, " rate %lld/%lld%s", (long long)words->rate.numerator,
                     (long long)words->rate.denominator, words->rate_is_doubtful ? "?" : "");
    if (words->base.length)
        buffer_print(&text, " of %.*s", STR_ARG(words->base));
    if (words->unit)
        buffer_print(&text, " x%lld %s", (long long)words->unit / 100, currency_code(words->currency));
    if (words->year)
        buffer_print(&text, " y%d", words->year);
    for (size_t i = 0; i < words->term_count; i++) {
        const struct stated_term *term = &words->terms[i];
        buffer_print(&text, " %c%.*s", term->is_minus ? '-' : '+', STR_ARG(term->first));
        if (!str_equal(term->first, term->last))
            buffer_print(&text, "..%.*s%s", STR_ARG(term->last), term->may_be_minus ? "?" : "");
        if (term->factor.numerator != term->factor.denominator)
            buffer_print(&text, "*%lld/%lld", (long long)term->factor.numerator,
                         (long long)term->factor.denominator);
    }
    if (words->in_costs.concept)
        buffer_print(&text, " cost:%.*s", STR_ARG(concept_name(words->in_costs.concept, ENGLISH)));
    if (words->in_financing.concept)
        buffer_print(&text, " financing:%.*s", STR_ARG(concept_name(words->in_financing.concept, ENGLISH)));
    for (size_t i = 0; i < CLUES; i++)
        if (wording_has(words, (enum clue)i))
            buffer_print(&text, " %s", clue_names[i]);
    struct str all = buffer_text(&text);
    return arena_copy(arena, all.data, all.length + 1);
}

static const struct {
    const char *text, *says;
} labels[] = {
    {"Personal", "personal cost:Staff"},
    {"personal", "personal cost:Staff"},
    {"PERSONAL:", "personal cost:Staff"},
    {"1. Personal", "personal #1 cost:Staff"},
    {"1) Personal", "personal #1 cost:Staff"},
    {"(1) Personal", "personal #1 cost:Staff"},
    {"1: Personal", "personal #1 cost:Staff"},
    {"1 Personal", "personal #1 cost:Staff"},
    {"01 Personal", "personal #01 cost:Staff"},
    {"1.1 Personal", "personal #1.1 cost:Staff"},
    {"1.1. Personal", "personal #1.1 cost:Staff"},
    {"a) Lön", "lön #a cost:Staff"},
    {"a. Lön", "lön #a cost:Staff"},
    {"A. Lön", "lön #A cost:Staff"},
    {"A Lön", "a lön"},
    {"(a) Lön", "lön #a cost:Staff"},
    {"IV. Resor", "resor #IV cost:Travel and accommodation"},
    {"iv) Resor", "resor #iv cost:Travel and accommodation"},
    {"IV Resor", "iv resor"},
    {"A4.1 Projektledning", "projektledning #A4.1"},
    {"A4 Projektledning", "a4 projektledning"},
    {"A4.1. Projektledning", "projektledning #A4.1"},
    {"WP3: Ledning", "ledning #WP3"},
    {"WP3 Ledning", "wp3 ledning"},
    {"6i Resor", "resor #6i cost:Travel and accommodation"},
    {"6i) Resor", "resor #6i cost:Travel and accommodation"},
    {"3 deltagare", "3 deltagare"},
    {"2 st Personal", "2 st personal"},
    {"2024 Personal", "2024 personal"},
    {"1 000 Personal", "1 000 personal"},
    {"1.", "1"},
    {"1", "1"},
    {"- Lön", "lön dashed cost:Staff"},
    {"– Lön", "lön dashed cost:Staff"},
    {"• Lön", "lön dashed cost:Staff"},
    {"* Lön", "lön dashed cost:Staff"},
    {"*Lön", "lön cost:Staff"},
    {"- 1. Lön", "lön dashed #1 cost:Staff"},
    {"Bilönekostnader 45,24%", "bilönekostnader rate 1131/2500 cost:Payroll on-costs"},
    {"Bilönekostnader 45,24 %", "bilönekostnader rate 1131/2500 cost:Payroll on-costs"},
    {"Bilönekostnader (45,24 %)", "bilönekostnader rate 1131/2500 cost:Payroll on-costs"},
    {"Lönebikostnader 45.24 procent", "lönebikostnader rate 1131/2500 cost:Payroll on-costs"},
    {"Lönebikostnader (0,4524)", "lönebikostnader rate 1131/2500 cost:Payroll on-costs"},
    {"Lönebikostnader 0,4524", "lönebikostnader rate 1131/2500 cost:Payroll on-costs"},
    {"Lönebikostnader 0,4524 %", "lönebikostnader rate 1131/250000? cost:Payroll on-costs"},
    {"Lönebikostnader 0,31 %", "lönebikostnader rate 31/10000? cost:Payroll on-costs"},
    {"Indirekta kostnader (0,15)", "indirekta kostnader rate 3/20 cost:Indirect costs COST"},
    {"Indirekta kostnader 0,15", "indirekta kostnader rate 3/20 cost:Indirect costs COST"},
    {"Indirekta kostnader 0.15", "indirekta kostnader rate 3/20 cost:Indirect costs COST"},
    {"Indirekta kostnader 15", "indirekta kostnader 15"},
    {"Indirekta kostnader 15 % av personal",
     "indirekta kostnader rate 3/20 of personal cost:Indirect costs COST"},
    {"Indirekta kostnader (15 % av lön)", "indirekta kostnader rate 3/20 of lön cost:Indirect costs COST"},
    {"Indirect costs 15% of staff costs", "indirect costs rate 3/20 of staff costs cost:Indirect costs COST"},
    {"Indirect costs (25%)", "indirect costs rate 1/4 cost:Indirect costs COST"},
    {"25 % indirekta kostnader", "indirekta kostnader rate 1/4 cost:Indirect costs COST"},
    {"25% indirect costs", "indirect costs rate 1/4 cost:Indirect costs COST"},
    {"50 % projektledare", "50 projektledare"},
    {"Projektledare 50 %", "projektledare rate 1/2"},
    {"Projektledare 0,5", "projektledare rate 1/2"},
    {"LKP (45,24 %)", "lkp rate 1131/2500 cost:Payroll on-costs"},
    {"Lönekostnadspåslag (LKP) 45,24 %", "lönekostnadspåslag rate 1131/2500 cost:Payroll on-costs"},
    {"EU-medel (ERUF)", "eu medel financing:EU aid AID"},
    {"EU-medel (ERUF) 50 %", "eu medel rate 1/2 financing:EU aid AID"},
    {"Stödandel (EU-medel) av faktiska kostnader",
     "stödandel eu medel av faktiska kostnader financing:Aid share of actual costs COST"},
    {"Personal 100 %", "personal rate 1/1 cost:Staff"},
    {"Personal 45,240 %", "personal rate 1131/2500 cost:Staff"},
    {"Personal 1,5", "personal 1 5"},
    {"v0,5", "v0 5"},
    {"Summa", "summa TOTAL"},
    {"Summa:", "summa TOTAL"},
    {"SUMMA", "summa TOTAL"},
    {"Totalt", "totalt TOTAL"},
    {"Total travel", "total travel TOTAL"},
    {"Personal totalt", "personal totalt TOTAL"},
    {"Delsumma", "delsumma TOTAL SUBTOTAL"},
    {"Delsumma resor", "delsumma resor TOTAL"},
    {"Sub-total", "sub total TOTAL SUBTOTAL"},
    {"Grand total", "grand total TOTAL"},
    {"Summa kostnader (1–4)", "summa kostnader +1..4? cost:Sum of costs TOTAL COST"},
    {"Summa kostnader (1-4)", "summa kostnader +1..4? cost:Sum of costs TOTAL COST"},
    {"Summa (1+2)", "summa +1 +2 TOTAL"},
    {"Summa (1 + 2 + 3)", "summa +1 +2 +3 TOTAL"},
    {"Resultat (1-2)", "resultat +1..2? RESULT"},
    {"Resultat (3 - 4)", "resultat +3..4? RESULT"},
    {"Total (a+b)", "total +a +b TOTAL"},
    {"Total (A + B - C)", "total +A +B -C TOTAL"},
    {"Total (sum of a-d)", "total +a..d? TOTAL"},
    {"Total (sum of 6i and 6j)", "total +6i +6j TOTAL"},
    {"Summa (summa 1-4)", "summa +1..4? TOTAL"},
    {"Summa (rad 1–4)", "summa +1..4? TOTAL"},
    {"Total (rows 1 to 4)", "total +1..4 TOTAL"},
    {"Reserve (7% of 7)", "reserve +7*7/100"},
    {"Total (=1+2)", "total +1 +2 TOTAL"},
    {"Total (A:D)", "total +A..D TOTAL"},
    {"Total (1)", "total 1 TOTAL"},
    {"Total (2021-2023)", "total 2021 2023 TOTAL"},
    {"Total (1, 2 och 3)", "total +1 +2 +3 TOTAL"},
    {"Total (12 månader)", "total 12 månader TOTAL"},
    {"Total (a)", "total a TOTAL"},
    {"Total (+)", "total TOTAL"},
    {"Total (1+)", "total 1 TOTAL"},
    {"Total (1 2)", "total 1 2 TOTAL"},
    {"Vi har tagit upp det i den summa som ovan", "vi har tagit upp det i den summa som ovan"},
    {"Klumpsumma", "klumpsumma cost:Lump sum"},
    {"Lump sum", "lump sum cost:Lump sum TOTAL"},
    {"Resultat", "resultat RESULT"},
    {"Årets resultat", "årets resultat RESULT"},
    {"Netto", "netto RESULT NET"},
    {"Kontroll", "kontroll CONTROL CONTROLS"},
    {"Kontroll mot total", "kontroll mot total TOTAL CONTROLS"},
    {"Differens", "differens CONTROL CONTROLS DIFFERENCE"},
    {"Avvikelse", "avvikelse CONTROL CONTROLS DIFFERENCE"},
    {"Avvikelse 2024", "avvikelse 2024 CONTROLS DIFFERENCE"},
    {"Diff kostnad - finansiering", "diff kostnad finansiering CONTROLS DIFFERENCE"},
    {"Utfall", "utfall OUTCOME"},
    {"Utfall 2021", "utfall 2021 OUTCOME"},
    {"Återstår", "återstår REMAINS"},
    {"Kvar att rekvirera", "kvar att rekvirera REMAINS"},
    {"Prognos", "prognos OUTCOME"},
    {"Budget", "budget BUDGET"},
    {"Beslutad budget", "beslutad budget BUDGET"},
    {"Ny budget", "ny budget BUDGET NEW"},
    {"Ändring", "ändring CHANGE"},
    {"Reviderad budget", "reviderad budget BUDGET NEW"},
    {"varav lön", "varav lön INCLUDED"},
    {"Varav sociala avgifter", "varav sociala avgifter INCLUDED"},
    {"of which VAT", "of which vat INCLUDED"},
    {"Moms", "moms VAT"},
    {"Exkl. moms", "exkl moms NET"},
    {"Inkl. moms", "inkl moms GROSS"},
    {"Belopp exkl moms", "belopp exkl moms NET"},
    {"Brutto", "brutto GROSS"},
    {"Net amount", "net amount NET"},
    {"OK", "ok AGREES"},
    {"SANT", "sant AGREES"},
    {"Office and administration", "office and administration cost:Indirect costs OFFICE"},
    {"Office", "office cost:Indirect costs OFFICE"},
    {"Kontor", "kontor"},
    {"Kontorskostnader och annat", "kontorskostnader och annat OFFICE"},
    {"Antal", "antal QUANTITY"},
    {"Antal timmar", "antal timmar QUANTITY"},
    {"Number of units", "number of units QUANTITY"},
    {"Timmar", "timmar QUANTITY"},
    {"Timlön", "timlön PRICE"},
    {"À-pris", "à pris PRICE"},
    {"Unit price", "unit price PRICE"},
    {"Kurs", "kurs RATE"},
    {"Exchange rate", "exchange rate RATE"},
    {"Konto", "konto NUMBERS"},
    {"Kst", "kst NUMBERS"},
    {"Andel", "andel SHARE"},
    {"Andel %", "andel SHARE"},
    {"Egen insats", "egen insats OWN"},
    {"EU-stöd", "eu stöd financing:EU aid AID"},
    {"Medfinansiering", "medfinansiering OWN"},
    {"Intäkter", "intäkter cost:Project revenue INCOME"},
    {"Kostnader", "kostnader COST"},
    {"Källa: SCB", "källa scb NOTE"},
    {"Sida 1 av 2", "sida 1 av 2 NOTE"},
    {"Underskrift", "underskrift NOTE"},
    {"Not 3", "not 3 NOTE"},
    {"Kommentar", "kommentar NOTE NOTES_COLUMN"},
    {"Aktivitet", "aktivitet PLAN"},
    {"Huvudaktivitet", "huvudaktivitet PLAN"},
    {"Arbetspaket 2", "arbetspaket 2 PLAN"},
    {"Alla belopp i tkr", "alla belopp i tkr x1000 SEK"},
    {"2021", "2021 y2021"},
    {"År 2021", "år 2021 y2021"},
    {"Budget 2021", "budget 2021 y2021 BUDGET"},
    {"Kostnad (tkr)", "kostnad tkr x1000 SEK COST"},
    {"Kostnad tkr", "kostnad tkr x1000 SEK COST"},
    {"Kostnad, tkr", "kostnad tkr x1000 SEK COST"},
    {"Belopp i tkr", "belopp i tkr x1000 SEK"},
    {"Belopp i SEK", "belopp i sek x1 SEK"},
    {"Budget EUR", "budget eur x1 EUR BUDGET"},
    {"Budget (EUR)", "budget eur x1 EUR BUDGET"},
    {"EUR thousand", "eur thousand x1000 EUR"},
    {"Cost (£'000)", "cost 000 x1000 GBP COST"},
    {"Cost (£ thousands)", "cost thousands x1000 GBP COST"},
    {"in thousands of euros", "in thousands of euros x1000 EUR"},
    {"tusen kronor", "tusen kronor x1000 SEK"},
    {"000s", "000s x1000 "},
    {"€000", "000 x1000 EUR"},
    {"1 000-tal kr", "1 000 tal kr x1000 SEK"},
    {"2021 (tkr)", "2021 tkr x1000 SEK y2021"},
    {"2021 tkr", "2021 tkr x1000 SEK y2021"},
    {"SEK", "sek x1 SEK"},
    {"€", " x1 EUR"},
    {"kr", "kr x1 SEK"},
    {"(mnkr)", "mnkr x1000000 SEK"},
    {"Totalt PLN", "totalt pln x1 PLN TOTAL"},
    {"Budget MSEK", "budget msek x1000000 SEK BUDGET"},
    {"Kostnad XYZ", "kostnad xyz COST"},
    {"Projektet avser en satsning på digitalisering av små företag.",
     "projektet avser en satsning på digitalisering av små företag"},
    {"Kostnader för projektet, se bilaga 3, är följande:", "kostnader för projektet se bilaga 3 är följande"},
    {"Resor. Hotell.", "resor hotell"},
    {"EU-medel", "eu medel financing:EU aid AID"},
    {"Offentlig kontantfinansiering", "offentlig kontantfinansiering financing:Public cash financing"},
    {"2. EU-medel", "eu medel #2 financing:EU aid AID"},
    {"3. Total finansiering", "total finansiering #3 financing:Total financing TOTAL"},
    {"Totala kostnader", "totala kostnader cost:Sum of costs TOTAL COST"},
};

static void test_labels(void **state)
{
    struct arena arena = {0};
    struct lexicon *lexicon = lexicon_new(&arena);
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(labels); i++) {
        const char *says = describe_words(&arena, words_of(lexicon, str_from(labels[i].text)));
        wrong += strcmp(says, labels[i].says) != 0;
        if (strcmp(says, labels[i].says) != 0)
            print_error("    {\"%s\", \"%s\"}, /* not \"%s\" */\n", labels[i].text, says, labels[i].says);
    }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

/* No cut of any cell is read beyond its end, or as something that it cannot be. */
static void test_cut_at_every_byte(void **state)
{
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(cells) + COUNT(labels); i++) {
        struct str text = str_from(i < COUNT(cells) ? cells[i].text : labels[i - COUNT(cells)].text);
        for (size_t length = 0; length <= text.length; length++) {
            char *copy = malloc(length + (length == 0));
            memcpy(copy, text.data, length);
            struct lexicon *lexicon = lexicon_new(&arena);
            const struct lexeme *lexeme = lex(lexicon, (struct str){copy, length}, false, CURRENCY_NONE);
            assert_true(lexeme->is != 0);
            assert_non_null(lexeme_words(lexicon, lexeme));
            describe(&arena, lexeme);
            arena_release(&arena);
            free(copy);
        }
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_cut_at_every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
