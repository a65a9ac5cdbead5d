/* Clause 7.1 by hand: the least that gives the amount, and nothing of what is refused, told or out of range.
   Amounts are in 分; twice the research expenses, so that half of what was contracted out is whole. */

#include <stddef.h>
#include <stdint.h>

static inline int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
static inline int64_t most(int64_t a, int64_t b) { return a > b ? a : b; }

void by_hand(size_t rows, const int64_t *restrict r, const int64_t *restrict g, const int64_t *restrict w,
             const int64_t *restrict r0, const int64_t *restrict g0, const int64_t *restrict w0,
             const int64_t *restrict s, const uint8_t *restrict first, int64_t *restrict amount) {
    for (size_t i = 0; i < rows; i++) {
        const int64_t y = 2 * (r[i] - g[i]) - w[i], y0 = 2 * (r0[i] - g0[i]) - w0[i];
        const int64_t t = 2 * most(least(y, y0), 0) + 5 * most(y - y0, 0);
        const int pays = (y >= 200000000) & ((y > y0) | ((s[i] > 0) & (50 * y >= 3 * s[i])));
        const int64_t d = pays ? y : 1;
        /* The part of what was contracted out, capped at 200万元: is t w above 4×10^10 y ?  Told by doubles where they are far
           apart, by the difference modulo 2^64 where they are near. */
        const double tw = (double)t * (double)w[i], cap = 40000000000.0 * (double)d;
        const uint64_t tw_ = (uint64_t)t * (uint64_t)w[i], cap_ = 40000000000u * (uint64_t)d;
        const double apart = tw - cap;
        const int is_over = (apart > 4e18) | ((apart > -4e18) & ((int64_t)(tw_ - cap_) > 0));
        const uint64_t n = (uint64_t)t * (uint64_t)(d - w[i]) + (is_over ? cap_ : tw_);
        const double x = (double)t * (double)(d - w[i]) + (is_over ? cap : tw);
        /* Rounded: the quotient is guessed, and corrected by the remainder modulo 2^64; then 500万元 at most. */
        const double by = 200.0 * (double)d, guessed = x / by;
        const int64_t q = (int64_t)(guessed < 500000001.0 ? guessed : 500000001.0);
        const int64_t rest = (int64_t)(n + 100 * (uint64_t)d - (uint64_t)q * (uint64_t)(200 * d));
        const int64_t exact = q + (rest >= 200 * d) - (rest < 0);
        const int64_t usual = guessed > 500000001.0 ? 500000000 : least(exact, 500000000);
        const int64_t of_first = (int64_t)((double)(least(d, 4000000000) + 20) / 40.0);
        amount[i] = pays ? (first[i] ? of_first : usual) : 0;
    }
}
