"""The checks, one file each, in the order in which they run.  In: a policy that compiles.  Out: diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ..answers.worked_cases import run_cases
from ..report.diagnostic import Diagnostic
from .award_below_zero import award_below_zero
from .award_for_taxes import award_for_taxes
from .base_may_be_zero import base_may_be_zero
from .boundary_differs import boundary_differs
from .cap_for_some import cap_for_some
from .cap_of_each_of_a_total import cap_of_each_of_a_total
from .capped_to_nothing import capped_to_nothing
from .case_behind_another import case_behind_another
from .case_out_of_reach import case_out_of_reach
from .case_within_another import case_within_another
from .cases_not_apart import cases_not_apart
from .ceiling_differs import ceiling_differs
from .cliff import cliff
from .discretion_unread import discretion_unread
from .earlier_sums_unread import earlier_sums_unread
from .end_of_two_ranges import end_of_two_ranges
from .excluded_case import excluded_case
from .first_time_unread import first_time_unread
from .gap_between_tiers import gap_between_tiers
from .heading_against_text import heading_against_text
from .idle_condition import idle_condition
from .idle_limit import idle_limit
from .increase_below_zero import increase_below_zero
from .jump_between_tiers import jump_between_tiers
from .limit_left_out import limit_left_out
from .local_goods import local_goods
from .local_registration import local_registration
from .missing_number import missing_number
from .misspelt_department import misspelt_department
from .months_and_year_disagree import months_and_year_disagree
from .more_than_all import more_than_all
from .named_operator import named_operator
from .newcomer_left_out import newcomer_left_out
from .nothing_recognised import nothing_recognised
from .number_counted_twice import number_counted_twice
from .number_in_another_role import number_in_another_role
from .number_in_two_cases import number_in_two_cases
from .number_not_quoted import number_not_quoted
from .number_not_used import number_not_used
from .number_of_another_case import number_of_another_case
from .odd_unit import odd_unit
from .official_text import official_text
from .option_not_paid import option_not_paid
from .overlapping_tiers import overlapping_tiers
from .part_counted_twice import part_counted_twice
from .payment_not_computed import payment_not_computed
from .price_of_all import price_of_all
from .quote_not_found import quote_not_found
from .reach import looks_at
from .rest_of_step import rest_of_step
from .rounding_not_quoted import rounding_not_quoted
from .several_policies import several_policies
from .share_of_the_last import share_of_the_last
from .step_of_a_price import step_of_a_price
from .steps_not_apart import steps_not_apart
from .tail_of_last_case import tail_of_last_case
from .tiers_out_of_order import tiers_out_of_order
from .unfinished_draft import unfinished_draft
from .unknown_article import unknown_article
from .unknown_clause import unknown_clause
from .unlike_sum import unlike_sum
from .unused_name import unused_name
from .whole_left import whole_left
from .whole_periods import whole_periods
from .year_out_of_force import year_out_of_force

if TYPE_CHECKING:
    from ..model.policy import Policy

CHECKS: tuple[Callable[[Policy], Iterable[Diagnostic]], ...] = (
    several_policies,
    nothing_recognised,
    missing_number,
    unknown_article,
    official_text,
    unknown_clause,
    unfinished_draft,
    unlike_sum,
    unused_name,
    quote_not_found,
    number_not_used,
    number_not_quoted,
    rounding_not_quoted,
    number_in_another_role,
    number_of_another_case,
    number_counted_twice,
    heading_against_text,
    limit_left_out,
    payment_not_computed,
    case_out_of_reach,
    cases_not_apart,
    first_time_unread,
    earlier_sums_unread,
    steps_not_apart,
    step_of_a_price,
    price_of_all,
    cap_of_each_of_a_total,
    whole_periods,
    share_of_the_last,
    whole_left,
    cap_for_some,
    capped_to_nothing,
    case_within_another,
    case_behind_another,
    excluded_case,
    gap_between_tiers,
    overlapping_tiers,
    part_counted_twice,
    cliff,
    jump_between_tiers,
    tail_of_last_case,
    tiers_out_of_order,
    option_not_paid,
    award_below_zero,
    idle_limit,
    idle_condition,
    number_in_two_cases,
    end_of_two_ranges,
    boundary_differs,
    odd_unit,
    more_than_all,
    newcomer_left_out,
    increase_below_zero,
    base_may_be_zero,
    rest_of_step,
    ceiling_differs,
    discretion_unread,
    year_out_of_force,
    misspelt_department,
    months_and_year_disagree,
    named_operator,
    local_goods,
    local_registration,
    award_for_taxes,
    looks_at("rule")(run_cases),
)

# Those that find errors; what the others find stops nobody who only calculates.
REFUSING: tuple[Callable[[Policy], Iterable[Diagnostic]], ...] = (
    official_text,
    unknown_clause,
    unlike_sum,
    quote_not_found,
    number_not_used,
    number_not_quoted,
    case_out_of_reach,
    case_within_another,
    capped_to_nothing,
    run_cases,
)
