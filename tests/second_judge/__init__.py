"""A second, independent judge of the targets, written from the description of the field alone.

It shares no code with the product, so that the two can be compared: `python -m tests.second_judge --day 2026-11-30
--json` prints what it says of every pair of target and area. Where the description can be read in two ways, the plain
reading was taken; each such place stands below as the sentence and the choice, so that a difference between the
judges can be traced to a reading, or to a fault.

Not done here: the school census (none is built in), the chance from a record of short series, and people, dollars or
tonnes still missing.

AMBIGUITIES

Editions and figures

 1. "For one period the later release wins." Two editions may share a release month (Facts and Figures 2024 and ITU
    2024-11; ITU DataHub and ITU ICT Price Baskets of 2025-12). Chosen: the price workbook of 2025-12, of which the
    notes on the figures say that it wins; else a published figure before one derived here; else the longer edition.
 2. "The figure is the observation with the latest period of all editions." Nothing is said of figures or editions
    later than the day of the judgement. Chosen: figures of years after the day are left out, later releases are not.
 3. "The newest edition with at least 5 periods." Five in the whole edition, or in the ten years of the slope? Chosen:
    in the whole edition.
 4. "Slope over the last 10 years." Ten years that hold figures, or ten whole years back? Chosen: ten years that hold
    figures (2015-2024), as the methods of the product say. The other reading (2014-2024, up to 11 figures) moves nine
    statuses on 2026-11-30.
 5. "Where it lies outside the 80 % band that the course gives for its year." A figure of the year in which the course
    itself ends has no band. Chosen: only a later year can contradict (U5 for the world: 93 beside 91.8, both of
    2024).
 6. "The course is withdrawn." The status that follows is not named. Chosen: `insufficient_data`.
 7. "Last value older than 4 years: insufficient_data." Also where it met the target? Chosen: yes, before `achieved`.
 8. "Ratio" scores: whether women's and men's rates of an edition give a parity score where it states none is said for
    the target only ("women's rate divided by men's rate"). Chosen: yes. The sum of fixed and mobile subscriptions
    likewise.
 9. The sheet of the price workbook says that medians are not for year-on-year comparison; the rule of the course
    knows no such exception. Chosen: the medians of the workbook carry a course (M8 for the world: at risk, chance
    near the 50 % edge). The other reading is `insufficient_data` for all groups.

Baselines, progress and pace

10. "The observation of the same edition": the edition of the figure, or of the course? Chosen: of the figure; for a
    past verdict that depends on a baseline, of the edition that gives the verdict. The actual pace is that of the
    course's.
11. "The nearest within one year": of two at the same distance? Chosen: the earlier.
12. "Else the figure stated in the target": for a country too? Chosen: only for the target's own area.
13. "If none is stated, the edition's first observation": also for relative targets, which are a change from a named
    year? Chosen: no ("no comparable baseline"). For P2C and Giga no first year is given: none.
14. "Never across a redefinition": where redefinitions are recorded is not said. Chosen: one known here, the fixed
    basket of 2018. `B` rows do not occur in the figures.
15. "The share of the way from baseline to target": to the target or to `met_at`? `met_at` is listed for achieved,
    chance, pace and who managed it alone. Chosen: to the target itself.
16. "Signed gap": the sign is not given. Chosen: line minus value, so below 0 where a price must fall, and where a
    share is past the line. For parity: nearer edge minus value.
17. "Change per year over the last 5 years of observations": from five years before, or over five observations?
    Chosen: from the first figure at most five years before the last.

Projection and chance

18. "The damping of prices": 0.7, as the methods say.
19. "So many cases": counted before any is left out for the record alone; a number of years with fewer than 60 ends what
    is learned, also where a longer one would have 60 again.
20. "Within which 80 % of the outcomes lie": the quantile of the ratios, interpolated between the two beside it.
21. Default errors between horizons: interpolated. Beyond 8 years: as the root of time. Between and beyond the three
    quantiles: a normal curve of its own width on either side of the median.
22. "All economies": of which edition? Chosen: each economy's newest edition with five periods, also where the course
    belongs to a group of another edition.
23. Nothing is learned from groups, though their courses are told by what countries taught.

Statuses

24. Parity: distance, progress, gap and pace are defined, a status is not: it is no share, price, count or sum.
    Chosen: achieved or `insufficient_data` (`no_course_for_this_kind`), though six years of the world's score stand
    in ITU 2024-11.
25. "Last 24 months": from a figure or a date between two figures? Chosen: the straight line between the figures
    beside it.
26. "A stretch as long as the one that is left": the time left from the figure, or from the day; and may it begin
    between two figures? Chosen: from the figure, and yes, on the straight line. Without that P2C-1 would be at risk,
    not within reach: no two published figures at most 302 days apart differ by the 18 bn that are missing.
27. "With the errors such statements had earlier": they were too high each time (3 to 12 bn). Are they to lower the
    value expected? Chosen: no, they stand beside it.
28. "By a fifth or more": of the target, of the way, or of what is missing? Chosen: of the target value.
29. "Older than the time that is left": chosen: counted from the day to 31 December of the target year.
30. A month without a day ("2022-10"): chosen: the last day of the month.
31. "Achieved before the year is over: the chance is that of still being there": by level for prices, not for others.
    Chosen: the share of all that met the line so many years before and still did, as `held_chance`.

Past verdicts

32. "The latest release that has what it needs." An edition that begins after the target year (Facts and Figures 2025:
    96 in 2024 for 2.7) cannot tell met on time from met late. Chosen: met late needs a figure of the target year or
    of the year before in the same edition; such an edition may still say otherwise.
33. "Where another edition says otherwise." Chosen: the word of its own verdict differs; but not "not met" of an
    edition that ended before the year in which the target was met late. So 1.2 disagrees as well (ITU 2024-11 and
    Facts and Figures 2024 end in 2024 below 70), which the table of known answers does not say.
34. "Never a figure from before the plan as proof": the first year of a plan is not given. Chosen: SP2020 2020.
35. "The value, rounded to the precision in which the target is stated, equals the target, but the verdict hangs on
    the rounding." Chosen: it equals the target as published, or rounded and unrounded value give different answers.
    Read so, prices of 1.5 to 1.99 are at the line of "below 2", and 94.5 to 94.99 at that of 95. For relative
    targets: the change in per cent. Past verdicts: any figure from the year before the target on.
36. "Coverage: the share of the weight that has data": a median has no weight. Chosen: the share of members, so that
    the developing countries' price (2.6: 4.3 in 2023, 141 of 188 areas, 75 %) gives no indication; by people it
    would.
37. "Membership has dates, and an aggregate says which list it used": which one? Chosen: that of 31 December of the
    year.
38. "127 countries, 93 % of people, 62.0 in 2022" (2.3): the figures give 132 countries, 93 %, 62.0.
39. Shares of households have no weights in the figures, so that they get no indication.

Official methods

40. Do they aim at the target or at `met_at`? Chosen: at the target (100), for parity at 1; "met" of UNSD: ours, or 99
    of 100.
43. "R = d x CAGR observed / abs(CAGR required)" where the baseline had met the target already. Chosen: the sign of the
    way from the baseline to the target, so that going on beyond it counts as away.
41. "Carried to 2030": chosen: to the target year. Their baseline is ours; the rate of Eurostat runs from it as well.
42. "Or the reverse": chosen: a label of less than fair or moderate beside `on_track` or `achieved`. UNSD's "fair"
    begins at a tenth, Open SDG's "limited" ends at six tenths, so one target may be good by the one and poor by the
    other.
"""
