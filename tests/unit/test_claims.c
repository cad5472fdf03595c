/* Payment claims: the formula by hand, tables of what has been reported, the account, and files that were cut. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "budgetkoll/check.h"
#include "budgetkoll/claims_calc.h"
#include "budgetkoll/reading.h"
#include "file_bytes.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define KR(kronor) ((money)(kronor)*ORE_PER_KRONA)

/* ---- the formula ---- */

static struct ratio share(int numerator, int denominator)
{
    struct ratio ratio = {0, 1};
    assert_true(ratio_make(numerator, denominator, &ratio));
    return ratio;
}

enum { X = 1, Y = 2, MAX = 4 }; /* what is known, and what limits */

/* Expected right, payable and overpaid, worked out by hand. Amounts in öre. */
static const struct worked {
    unsigned known;
    int x, y; /* percent */
    money maximum, costs, co_financing, paid;
    money right, payable, overpaid;
    unsigned limits;
} worked[] = {
    /* S2I2, decision 20303832 (data/examples/s2i2): 50 % and 50 %, at most 4 055 000 kr. The whole budget:
     * 50 % × 8 110 000 = 4 055 000; 50/50 × 4 055 000 = 4 055 000; all three are equally low. */
    {X | Y | MAX, 50, 50, KR(4055000), KR(8110000), KR(4055000), 0, KR(4055000), KR(4055000), 0, X | Y | MAX},
    /* The same decision, its budget of 2021 as a first claim: 50 % × 2 646 951 = 1 323 475,50, which is cut to
     * 1 323 475; co-financing 1 323 475 gives as much: the exact one, half a krona lower, limits. */
    {X | Y | MAX, 50, 50, KR(4055000), KR(2646951), KR(1323475), 0, KR(1323475), KR(1323475), 0, Y},
    /* A first claim paid in part: 50 % × 1 234 567 = 617 283,50; 600 000; paid 400 000. */
    {X | Y | MAX, 50, 50, KR(4055000), KR(1234567), KR(600000), KR(400000), KR(600000), KR(200000), 0, Y},
    /* Costs limit: 50 % × 1 000 001 = 500 000,50 → 500 000 (whole kronor, cut). */
    {X | Y | MAX, 50, 50, KR(4055000), KR(1000001), KR(900000), KR(100000), KR(500000), KR(400000), 0, X},
    /* Costs beyond the budget: the highest amount limits. */
    {X | Y | MAX, 50, 50, KR(4055000), KR(9000000), KR(5000000), KR(4000000), KR(4055000), KR(55000), 0, MAX},
    /* Västsverige, 40 % of eligible financing: 40/60 × 600 000 = 400 000; no share of actual costs is decided. */
    {Y, 0, 40, 0, KR(5000000), KR(600000), 0, KR(400000), KR(400000), 0, Y},
    /* 40/60 × 100 000 = 66 666,66…, cut to 66 666. */
    {Y, 0, 40, 0, 0, KR(100000), 0, KR(66666), KR(66666), 0, Y},
    /* A share of actual costs alone: 61,28 % is printed in another decision; 60 % × 10 kr = 6 kr. */
    {X, 60, 0, 0, KR(10), 0, 0, KR(6), KR(6), 0, X},
    /* y = 100 %: nothing need be co-financed, so co-financing does not limit. */
    {X | Y, 50, 100, 0, KR(1000), 0, 0, KR(500), KR(500), 0, X},
    {Y | MAX, 0, 100, KR(300), 0, 0, 0, KR(300), KR(300), 0, MAX},
    /* y = 0 %: no aid whatever the co-financing. */
    {Y, 0, 0, 0, KR(1000), KR(1000), 0, 0, 0, 0, Y},
    /* Paid more than the right: nothing more is paid, and the rest is to come back. */
    {X | Y, 50, 50, 0, KR(1000), KR(400), KR(450), KR(400), 0, KR(50), Y},
    /* Corrections may take the costs below nothing; the right is never below it. */
    {X | Y, 50, 50, 0, KR(-1000), KR(400), KR(10), 0, 0, KR(10), X},
    /* Only a highest amount. */
    {MAX, 0, 0, KR(400000), KR(1), KR(1), KR(100), KR(400000), KR(399900), 0, MAX},
};

static struct claim_terms terms_of(const struct worked *row, int64_t unit)
{
    return (struct claim_terms){.has_actual = row->known & X,
                                .actual = share(row->x, 100),
                                .has_eligible = row->known & Y,
                                .eligible = share(row->y, 100),
                                .has_maximum = row->known & MAX,
                                .maximum = row->maximum,
                                .unit = unit};
}

static void test_worked(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(worked); i++) {
        const struct worked *row = &worked[i];
        struct claim_terms terms = terms_of(row, ORE_PER_KRONA);
        struct claim_right right;
        assert_true(claim_right(&terms, row->costs, row->co_financing, row->paid, &right));
        unsigned limits = (right.costs_limit ? X : 0u) | (right.co_financing_limit ? Y : 0u) |
                          (right.maximum_limits ? MAX : 0u);
        if (right.right != row->right || right.payable != row->payable || right.overpaid != row->overpaid ||
            limits != row->limits)
            fail_msg("row %zu: right %" PRId64 ", payable %" PRId64 ", overpaid %" PRId64 ", limits %u", i,
                     right.right, right.payable, right.overpaid, limits);
    }
}

/* The scheme's unit: Interreg cuts to 0,01 (Jems), and 66 666,666… is then 66 666,66. */
static void test_unit(void **state)
{
    (void)state;
    static const struct {
        int64_t unit;
        money right;
    } rows[] = {{1, 6666666}, {10, 6666660}, {100, 6666600}, {100000, 6600000}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct claim_terms terms = {.has_eligible = true, .eligible = share(40, 100), .unit = rows[i].unit};
        struct claim_right right;
        assert_true(claim_right(&terms, 0, KR(100000), 0, &right));
        assert_int_equal(right.right, rows[i].right);
        assert_int_equal(right.by_co_financing, 6666666);
    }
}

/* Numbers that do not fit, and terms that limit nothing, give no result. */
static void test_refused(void **state)
{
    (void)state;
    static const struct {
        unsigned known;
        int y;
        money costs, co_financing, paid;
    } rows[] = {
        {0, 0, KR(1), KR(1), 0},          /* nothing is known */
        {Y, 100, KR(1), KR(1), 0},        /* all may be aid, and there is no highest amount */
        {Y, 99, 0, INT64_MAX, 0},         /* 99 × the co-financing */
        {X, 0, INT64_MAX, 0, INT64_MIN},  /* right − paid */
        {Y, 50, 0, INT64_MIN, INT64_MAX}, /* the right is 0 … */
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct worked row = {.known = rows[i].known, .x = 50, .y = rows[i].y};
        struct claim_terms terms = terms_of(&row, ORE_PER_KRONA);
        struct claim_right right;
        bool last = i + 1 == COUNT(rows); /* … and what was paid beyond it still fits */
        assert_int_equal(claim_right(&terms, rows[i].costs, rows[i].co_financing, rows[i].paid, &right),
                         last);
    }
}

/* Whatever is reported: payable and overpaid exclude each other, and paying what is payable leaves nothing. */
static void test_settled(void **state)
{
    (void)state;
    static const money amounts[] = {KR(-500), -1, 0, 1, 99, KR(1), KR(123456) + 7, KR(900000)};
    struct claim_terms terms = {true, share(50, 100), true, share(40, 100), true, KR(250000), ORE_PER_KRONA};
    for (size_t c = 0; c < COUNT(amounts); c++)
        for (size_t f = 0; f < COUNT(amounts); f++)
            for (size_t p = 0; p < COUNT(amounts); p++) {
                struct claim_right right, after;
                assert_true(claim_right(&terms, amounts[c], amounts[f], amounts[p], &right));
                assert_true(right.payable == 0 || right.overpaid == 0);
                assert_true(right.right >= 0 && right.right <= KR(250000));
                assert_int_equal(amounts[p] + right.payable - right.overpaid, right.right);
                assert_true(claim_right(&terms, amounts[c], amounts[f], amounts[p] + right.payable, &after));
                assert_int_equal(after.payable, 0);
            }
}

/* ---- what has been reported ---- */

struct world {
    struct arena arena;
    struct findings findings, budget_findings;
    struct reported reported;
    struct claims_account *account;
};

static void read(struct world *world, struct str bytes)
{
    *world = (struct world){.findings = {.language = ENGLISH}, .budget_findings = {.language = ENGLISH}};
    world->findings.arena = world->budget_findings.arena = &world->arena;
    world->reported = read_reported(&world->arena, (struct input){STR("r.csv"), bytes}, &world->findings);
}

/* The account under a budget as text, or under the bundled decision. */
static void account(struct world *world, const char *scheme, const char *budget, struct str reported)
{
    struct str error = STR("");
    read(world, reported);
    struct arena *arena = &world->arena;
    struct input own = {STR("s.ini"), scheme ? str_from(scheme) : load(arena, "data/schemes/eruf-2014.ini")};
    struct input input = {STR("b.csv"),
                          budget ? str_from(budget) : load(arena, "data/examples/s2i2/beslut.tsv")};
    struct check_options options = {200, read_scheme(arena, own, ENGLISH, &error), NULL};
    assert_non_null(options.scheme);
    const struct budget *read_budget = read_case(arena, &input, 1, &world->budget_findings).budget;
    struct check check = check_budget(arena, read_budget, &options, &world->budget_findings);
    if (world->reported.is_read && findings_count(&world->findings, ERROR) == 0)
        world->account =
            account_claims(arena, &world->reported, read_budget, &check.result, &world->findings);
}

/* The rules of all findings, in order, with blanks between. */
static const char *rules_of(const struct world *world)
{
    static char text[1000];
    text[0] = '\0';
    for (size_t i = 0; i < world->findings.list.count && i < 20; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? " " : "",
                 rule_table[world->findings.list.items[i].rule].name);
    return text;
}

/* What is read and what is refused; `claims` is how many claims there are when it is read. */
static const struct {
    const char *text;
    size_t claims;
    const char *rules;
} tables[] = {
    {"Kostnadslag;AOU 1;AOU 2\nPersonal;1;2\n", 2, ""},
    {"Kostnadslag;AOU 1;AOU 2;Totalt\nPersonal;1;2;3\n", 2, ""},
    {"Cost category,Claim 1,Claim 2,Total\nStaff,1,2,3\nAid paid,1,,1\n", 2, ""},
    {"\tAOU 1\tAOU 2\nPersonal\t1\t2\n", 2, ""},
    {"sep=|\nRad|1|2\nPersonal|1|2\n", 2, ""},
    {"Redovisat\nBelopp i tkr\n\nKostnadslag;AOU 1\nPersonal;1\n", 1, ""},
    {"Kostnadslag;Totalt\nPersonal;3\n", 1, ""},
    {"Kostnadslag;2021;2022\nPersonal;1;2\n", 2, ""},
    {"Kostnadslag;AOU 1;Kommentar\nPersonal;1;klart\n", 1, ""},
    {"Kostnadslag;AOU 1;\nPersonal;1;\n", 1, ""},
    {"Kostnadslag;AOU 1\nPersonal;1\nFinansiär;AOU 1\nSumma medfinansiering;1\n", 1, ""},
    {"Kostnadslag;1;2\nPersnal;1;2\n", 0, "read-unknown-row"},
    {"Kostnadslag;AOU 1\nKostnader\nPersonal;1\nStödandel;50 %\n", 1, ""},
    {"Kostnadslag;AOU 1\nPersonal;1\n - Projektledare;1\n", 1, ""},
    {"Kostnadslag;AOU 1\nPersonal;−5\nResor;(4)\n", 1, ""},
    {"Kostnadslag;AOU 1\nÖvriga kostnader;1\nÖvrigt;1\n", 1, ""},
    {"Kostnadslag;AOU 1\nPersnal;1\n", 0, "read-unknown-row"},
    {"Kostnadslag;AOU 1\nPersonal;1\n;7\n", 1, "read-unknown-row"},
    {"Kostnadslag;AOU 1\nPersonal;1\nEU-medel;7\n", 1, "read-unknown-row"},
    {"Kostnadslag;AOU 1\nPersonal;1\nTotal finansiering;7\n", 1, "read-unknown-row"},
    {"Kostnadslag;AOU 1\nSchablonkostnader;1\n - Annat;7\n", 1, "read-unknown-row"},
    {"Kostnadslag;AOU 1\nPersonal;1\nLöner;7\n", 1, "read-duplicate"},
    {"Kostnadslag;AOU 1\nPrivat bidrag i annat än pengar;1\nPrivat bidrag i annat än pengar;1\n"
     "Privat bidrag i annat än pengar;1\n",
     1, "read-duplicate"},
    {"Kostnadslag;AOU 1;AOU 1\nPersonal;1;2\n", 1, "read-duplicate"},
    {"Kostnadslag;AOU 1;Totalt;Summa\nPersonal;1;1;1\n", 1, "read-duplicate"},
    {"Kostnadslag;Budget;AOU 1\nPersonal;9;1\n", 1, "read-unknown-table"},
    {"Kostnadslag;AOU 1;Kvar\nPersonal;9;1\n", 1, "read-unknown-table"},
    {"Kostnadslag;AOU 1;\nPersonal;1;4\n", 1, "read-unknown-table"},
    {"Kostnadslag;AOU 1\nPersonal;1;4\n", 1, "read-columns"},
    {"Kostnadslag;AOU 1\nPersonal;abc\n", 1, "read-number"},
    {"Kostnadslag;AOU 1\nPersonal;50 %\n", 1, "read-number"},
    {"Kostnadslag;AOU 1\nPersonal;1,234\n", 1, "read-ambiguous"},
    {"Personal;1;2\nResor;1;2\n", 0, "read-unknown-table"},
    {"Kostnadslag;AOU 1\n", 0, "read-unknown-table"},
    {"hej\n", 0, "read-unknown-table"},
    {"", 0, ""},
    {"%PDF-1.4\n", 0, ""},
};

static void test_tables(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(tables); i++) {
        struct world world;
        read(&world, str_from(tables[i].text));
        size_t claims = world.reported.is_read ? world.reported.claims.count : 0;
        if (claims != tables[i].claims || strcmp(rules_of(&world), tables[i].rules) != 0)
            fail_msg("table %zu: %zu claims, findings: %s", i, claims, rules_of(&world));
        arena_release(&world.arena);
    }
}

/* The same table in each encoding and number style: 2 469,50 kr in all. */
static void test_encodings(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "x;AOU 1;AOU 2\nL\303\266ner;1 234,50;1235\n",
        "\357\273\277x;AOU 1;AOU 2\r\nL\303\266ner;1.234,50;1 235\r\n",
        "x;AOU 1;AOU 2\r\nL\366ner;1\240234,50;1\240235\r\n",
        "x\tAOU 1\tAOU 2\nLo\314\210ner\t1,234.50\t1,235.00\n",
        "x;AOU 1 (tkr);AOU 2\nL\303\266ner;1,2345;1235 kr\n",
        "Belopp i tkr\nx;AOU 1;AOU 2\nL\303\266ner;1,2345;1235 kr\n",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct world world;
        read(&world, str_from(texts[i]));
        assert_string_equal(rules_of(&world), "");
        const struct item *staff = budget_item(world.reported.budget, TABLE_COSTS, STAFF);
        assert_non_null(staff);
        assert_int_equal(staff->cells[0].value + staff->cells[1].value, 246950);
        arena_release(&world.arena);
    }
}

/* ---- the account ---- */

static const char conditions[] = "Uppgift;Värde\nStödandel av stödgrundande finansiering;50 %\n\n";
static const char costs[] = "Kostnadslag;Totalt\nPersonal;100000\nResor;20000\nLönebikostnader;45240\n"
                            "Indirekta kostnader;21786\nSumma faktiska kostnader;187026\n"
                            "Offentligt bidrag i annat än pengar;10000\nSumma totala kostnader;197026\n\n";
static const char financing[] =
    "Finansiär;Totalt\nOffentlig kontantfinansiering;78513\n"
    "Privat kontantfinansiering;10000\nOffentligt bidrag i annat än pengar;10000\n"
    "Summa medfinansiering;98513\nEU-medel;98513\n";

/* Accumulated actual costs, co-financing that counts, what can be paid, and why nothing, if so. */
static const struct {
    const char *reported;
    money costs, co_financing, payable;
    enum claims_obstacle obstacle;
    const char *rules;
} accounts[] = {
    /* sums of the categories; revenue, with and without its minus, subtracts */
    {"x;A;B\nResor;100;200\nSumma medfinansiering;30;40\n", 300, 70, 70, 0, ""},
    {"x;A;B\nResor;100;200\nProjektintäkter;0;50\nSumma medfinansiering;30;40\n", 250, 70, 70, 0, ""},
    {"x;A;B\nResor;100;200\nProjektintäkter;0;-50\nSumma medfinansiering;30;40\n", 250, 70, 70, 0, ""},
    /* flat rates that are not reported: 45 240 + 15 % × 145 240 = 21 786; others than these are said, and count */
    {"x;A\nPersonal;100000\nSumma medfinansiering;40\n", 167026, 40, 40, 0, ""},
    {"x;A\nPersonal;100000\nLönebikostnader;45000\nSumma medfinansiering;40\n", 166786, 40, 40, 0,
     "flat-rate-payroll"},
    {"x;A\nPersonal;100000\nSchablonkostnader;60000\nSumma medfinansiering;40\n", 160000, 40, 40, 0,
     "flat-rate-combined"},
    /* half-up in each claim: 45,24 % of 1 is 0,45 → 0; of 2 is 0,90 → 1; indirect 0,22 → 0, 0,44 → 0 */
    {"x;A;B\nPersonal;1;2\nSumma medfinansiering;40;0\n", 4, 40, 40, 0, ""},
    /* a sum whose flat rates were rounded by others is right */
    {"x;A\nPersonal;2\nSumma faktiska kostnader;4\nSumma medfinansiering;40\n", 4, 40, 40, 0, ""},
    {"x;A\nPersonal;2\nSumma faktiska kostnader;5\nSumma medfinansiering;40\n", 0, 0, 0, CLAIMS_WRONG,
     "sum-costs"},
    /* a blank sum follows from its parts, flat rates and all */
    {"x;A;B;Totalt\nPersonal;100000;;\nSumma faktiska kostnader;;;167026\nSumma medfinansiering;40;;\n",
     167026, 40, 40, 0, ""},
    {"x;A\nSumma faktiska kostnader;500\nTotal medfinansiering;40\nUtbetalt stöd;15\n", 500, 40, 25, 0, ""},
    {"x;A\nResor;1\nProjektintäkter;1\nSumma kostnader;0\nSumma medfinansiering;40\n", 0, 40, 40, 0, ""},
    {"x;A\nResor;1\nSumma kostnader;1\nProjektintäkter;1\nSumma medfinansiering;40\n", 0, 40, 40, 0, ""},
    /* co-financing by its groups; in-kind counts, and stands once or twice */
    {"x;A\nOffentlig kontantfinansiering;5\nPrivat kontantfinansiering;6\nOffentligt bidrag annat än "
     "pengar;7\n",
     0, 18, 18, 0, ""},
    {"x;A\nResor;9\nOffentligt bidrag annat än pengar;7\nSumma totala kostnader;16\nSumma kontant "
     "medfinansiering;5\nOffentligt bidrag annat än pengar;7\nSumma medfinansiering;12\n",
     9, 12, 12, 0, ""},
    {"x;A\nResor;9\nOffentligt bidrag annat än pengar;7\nSumma medfinansiering;7\nPublic in kind "
     "contributions;8\n",
     0, 0, 0, CLAIMS_WRONG, "sum-financing in-kind-balance"},
    {"x;A\nOffentlig kontantfinansiering;\n - Region;5\n - Kommun;6\nTotal offentlig "
     "kontantfinansiering;11\n",
     0, 11, 11, 0, ""},
    {"x;A\nOffentlig kontantfinansiering;12\n - Region;5\n - Kommun;6\n", 0, 0, 0, CLAIMS_WRONG, "sum-parts"},
    /* sums that are wrong */
    {"x;A;B;Totalt\nResor;1;2;4\nSumma medfinansiering;1;1;2\n", 0, 0, 0, CLAIMS_WRONG, "sum-row"},
    {"x;A\nResor;1\nSumma medfinansiering;3\nOffentlig kontantfinansiering;2\n", 0, 0, 0, CLAIMS_WRONG,
     "sum-financing"},
    {"x;A;B;Totalt\nSumma medfinansiering;1;1;2\nUtbetalt stöd;1;0;2\n", 0, 0, 0, CLAIMS_WRONG, "sum-row"},
    /* a row that goes into nothing that counts */
    {"x;A\nSumma kontant medfinansiering;5\nSumma bidrag annat än pengar;5\nTotal offentlig finansiering;7\n",
     0, 0, 0, CLAIMS_WRONG, "read-unknown-row"},
    {"x;A\nSumma medfinansiering;1\nSumma totala kostnader;5\n", 0, 0, 0, CLAIMS_WRONG, "read-unknown-row"},
    /* what is missing, and what is too large */
    {"x;A\nResor;1\n", 0, 0, 0, CLAIMS_NO_CO_FINANCING, ""},
    {"x;A\nSumma medfinansiering;0\n", 0, 0, 0, 0, ""},
    {"x;A;B\nSumma medfinansiering;90000000000000000;90000000000000000\n", 0, 0, 0, CLAIMS_OVERFLOW, ""},
    {"x;A;B\nSumma medfinansiering;1;1\nResor;90000000000000000;90000000000000000\n", 0, 0, 0,
     CLAIMS_OVERFLOW, ""},
};

static void join(char *text, size_t size, const char *first)
{
    snprintf(text, size, "%s%s%s", first, costs, financing);
}

static void test_accounts(void **state)
{
    (void)state;
    char budget[2000];
    join(budget, sizeof budget, conditions);
    for (size_t i = 0; i < COUNT(accounts); i++) {
        struct world world;
        account(&world, NULL, budget, str_from(accounts[i].reported));
        if (!world.account)
            fail_msg("account %zu: not read: %s", i, rules_of(&world));
        const struct claims_account *got = world.account;
        bool computed = got->obstacle == CLAIMS_COMPUTED;
        bool equal =
            got->obstacle == accounts[i].obstacle && strcmp(rules_of(&world), accounts[i].rules) == 0;
        if (!equal || (computed && (got->total.costs != KR(accounts[i].costs) ||
                                    got->total.co_financing != KR(accounts[i].co_financing) ||
                                    got->now.payable != KR(accounts[i].payable))))
            fail_msg("account %zu: obstacle %d, costs %" PRId64 ", co-financing %" PRId64 ", payable %" PRId64
                     ", findings: %s",
                     i, (int)got->obstacle, got->total.costs, got->total.co_financing, got->now.payable,
                     rules_of(&world));
        arena_release(&world.arena);
    }
}

/* Private money counts only where the scheme counts it, and then must be told apart. */
static void test_private(void **state)
{
    (void)state;
    static const char scheme[] =
        "[scheme]\nid = x\n[payroll]\nrate = 45,24 %\n[indirect]\nrate = 15 %\nbase = staff + "
        "payroll\n[aid-share]\neligible = 50 %\nprivate-counts = no\n";
    static const struct {
        const char *reported;
        enum claims_obstacle obstacle;
        money payable;
    } rows[] = {
        {"x;A\nOffentlig kontantfinansiering;5\nPrivat kontantfinansiering;6\n", CLAIMS_COMPUTED, KR(5)},
        {"x;A\nTotal offentlig finansiering;5\nTotal privat finansiering;6\n", CLAIMS_COMPUTED, KR(5)},
        {"x;A\nSumma medfinansiering;11\n", CLAIMS_PRIVATE_UNKNOWN, 0},
    };
    char budget[2000];
    join(budget, sizeof budget, conditions);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct world world;
        account(&world, scheme, budget, str_from(rows[i].reported));
        assert_non_null(world.account);
        assert_int_equal(world.account->obstacle, rows[i].obstacle);
        if (rows[i].obstacle == CLAIMS_COMPUTED)
            assert_int_equal(world.account->now.payable, rows[i].payable);
        arena_release(&world.arena);
    }
}

/* Neither share is known, or the rate of a flat rate that is not reported. */
static void test_unknown_terms(void **state)
{
    (void)state;
    char budget[2000];
    struct world world;
    join(budget, sizeof budget, "");
    account(&world, "[scheme]\nid = x\n", budget, STR("x;A\nResor;1\nSumma medfinansiering;1\n"));
    assert_int_equal(world.account->obstacle, CLAIMS_NO_SHARE);
    arena_release(&world.arena);
    account(&world, "[scheme]\nid = x\n[aid-share]\nactual = 50 %\n", budget, STR("x;A\nPersonal;100\n"));
    assert_int_equal(world.account->obstacle, CLAIMS_NO_RATE);
    arena_release(&world.arena);
    account(&world, "[scheme]\nid = x\n[aid-share]\nactual = 50 %\n", budget,
            STR("x;A\nPersonal;100\nSchablonkostnader;66\n"));
    assert_int_equal(world.account->obstacle, CLAIMS_COMPUTED);
    assert_int_equal(world.account->now.payable, KR(83));
    arena_release(&world.arena);
    account(&world, "[scheme]\nid = x\n[aid-share]\nactual = 50 %\n", budget, STR("x;A\nUtbetalt;1\n"));
    assert_int_equal(world.account->obstacle, CLAIMS_NO_COSTS);
    arena_release(&world.arena);
}

static const struct remaining_row *find_remaining(const struct world *world, enum concept concept)
{
    for (size_t i = 0; i < world->account->remaining.count; i++)
        if (world->account->remaining.items[i].concept == concept)
            return &world->account->remaining.items[i];
    return NULL;
}

/* The bundled decision: highest amount and shares of the case, periods, and what remains. */
static void test_decision(void **state)
{
    (void)state;
    struct world world;
    account(&world, NULL, NULL,
            STR("x;AOU 1;AOU 2\nPersonal;2000000;1000000\nExterna tjänster;100;-100\nSchablonkostnader;1;1\n"
                "Summa medfinansiering;900000;100000\nUtbetalt stöd;900000;200000\n"));
    const struct claims_account *got = world.account;
    assert_int_equal(got->obstacle, CLAIMS_COMPUTED);
    assert_int_equal(got->terms.maximum, KR(4055000));
    assert_int_equal(got->maximum_source, MAXIMUM_OF_CASE);
    assert_int_equal(got->periods.count, 2);
    /* AOU 1: min(50 % × 2 000 101, 900 000) = 900 000; all of it was paid. AOU 2: min(50 % × 3 000 002, 1 000 000) */
    assert_int_equal(got->periods.items[0].right.payable, KR(900000));
    assert_int_equal(got->periods.items[1].right.right, KR(1000000));
    assert_int_equal(got->periods.items[1].right.payable, KR(100000));
    assert_int_equal(got->now.overpaid, KR(100000));
    const struct remaining_row *staff = find_remaining(&world, STAFF);
    assert_int_equal(staff->remaining, KR(2969598 - 3000000));
    assert_true(staff->is_overspent);
    assert_int_equal(find_remaining(&world, EXTERNAL)->remaining, KR(3150000));
    assert_int_equal(find_remaining(&world, EU_AID)->remaining, KR(4055000 - 1100000));
    assert_false(find_remaining(&world, EU_AID)->is_overspent);
    assert_null(find_remaining(&world, TRAVEL));
    assert_null(find_remaining(&world, PAYROLL));
    arena_release(&world.arena);
}

/* Without a decided share of actual costs the aid may exceed them: that is told. */
static void test_over_costs(void **state)
{
    (void)state;
    char budget[2000];
    struct world world;
    join(budget, sizeof budget, conditions);
    account(&world, NULL, budget, STR("x;A\nResor;10\nSumma medfinansiering;40\n"));
    assert_int_equal(world.account->over_costs, KR(30));
    assert_int_equal(world.account->maximum_source, MAXIMUM_OF_BUDGET);
    arena_release(&world.arena);
}

/* A file that was cut anywhere, or that has any byte in the place of another, is read or refused, never crashes. */
static void test_cut(void **state)
{
    (void)state;
    static const char text[] =
        "Belopp i tkr\nKostnadslag;AOU 1;\"AOU 2\";Totalt\nPersonal;480,0;560;1 040\n - Ledare;480;;\n"
        "Schablonkostnader;;;\n - Lönebikostnader 45,24%;1;2;3\nSumma faktiska kostnader;;;\n"
        "Privat bidrag i annat än pengar;1;1;2\nOffentlig kontantfinansiering;;;\n - Region "
        "Skåne;450;500;950\n"
        "Summa medfinansiering;451;501;952\nUtbetalt stöd;655,859;;\n";
    char budget[2000];
    join(budget, sizeof budget, conditions);
    for (size_t length = 0; length < sizeof text; length++) {
        struct world world;
        account(&world, NULL, budget, (struct str){text, length});
        arena_release(&world.arena);
    }
    for (size_t at = 0; at < sizeof text - 1; at++) {
        static const char bytes[] = {';', '"', '\n', '\xff', '9', '-', ' '};
        char changed[sizeof text];
        struct world world;
        memcpy(changed, text, sizeof text);
        changed[at] = bytes[at % sizeof bytes];
        account(&world, NULL, budget, (struct str){changed, sizeof text - 1});
        arena_release(&world.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_worked),        cmocka_unit_test(test_unit),
        cmocka_unit_test(test_refused),       cmocka_unit_test(test_settled),
        cmocka_unit_test(test_tables),        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_accounts),      cmocka_unit_test(test_private),
        cmocka_unit_test(test_unknown_terms), cmocka_unit_test(test_decision),
        cmocka_unit_test(test_over_costs),    cmocka_unit_test(test_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
