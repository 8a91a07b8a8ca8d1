"""The view `deadline_list`: every deadline, as reviewed, with the next day on which it is due."""


def deadline_list(today: str) -> str:
    """Every deadline with the next day on which it is due, by the rules of `output.recurrence`.

    `repeat` is the recurrence whose days can be told, `first` the day from which to look. A day of a month comes in the
    first fitting month, `ahead` months from `first`, or, when it has passed there, in the next one, `apart` months on.
    """
    return f"""
WITH told AS (
    SELECT t.task_id, d.*,
        coalesce(d.day, CASE WHEN d.kind <> 'recurring' THEN strftime('%m-%d', d.due) END) AS repeat_day,
        max({today}, coalesce(CASE d.kind WHEN 'recurring' THEN d.start ELSE d.due END, {today})) AS first
    FROM listed_deadlines d JOIN listed_tasks t ON t."key" = d.task
),
repeating AS (
    SELECT *,
        CASE
            WHEN recurrence LIKE '%"daily"%' THEN 'daily'
            WHEN repeat_day IN ('SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA')
                THEN CASE WHEN recurrence LIKE '%"weekly"%' THEN 'weekly' END
            WHEN repeat_day GLOB '[0-3][0-9]' AND repeat_day BETWEEN '01' AND '31' THEN CASE
                WHEN recurrence LIKE '%"monthly"%' THEN 'monthly'
                WHEN recurrence LIKE '%"quarterly"%' THEN 'quarterly'
                WHEN recurrence LIKE '%"semiannual"%' THEN 'semiannual'
                WHEN recurrence LIKE '%"nine-month"%' THEN 'nine-month'
            END
            WHEN repeat_day GLOB '[01][0-9]-[0-3][0-9]' AND substr(repeat_day, 1, 2) BETWEEN '01' AND '12'
                AND substr(repeat_day, 4) BETWEEN '01' AND '31' THEN CASE
                WHEN recurrence LIKE '%"yearly"%' THEN 'yearly'
                WHEN recurrence LIKE '%"semiannual"%' THEN 'semiannual'
                WHEN recurrence LIKE '%"quarterly"%' THEN 'quarterly'
                WHEN recurrence LIKE '%"monthly"%' THEN 'monthly'
                WHEN recurrence LIKE '%"nine-month"%' THEN 'nine-month'
            END
        END AS repeat,
        CASE length(repeat_day) WHEN 5 THEN CAST(substr(repeat_day, 1, 2) AS INTEGER) END AS repeat_month,
        CAST(substr(repeat_day, -2) AS INTEGER) AS day_of_month
    FROM told
),
spaced AS (
    SELECT *,
        CASE repeat WHEN 'monthly' THEN 1 WHEN 'quarterly' THEN 3 WHEN 'semiannual' THEN 6 ELSE 12 END AS apart,
        coalesce(repeat_month, CASE repeat WHEN 'nine-month' THEN 9 ELSE 12 END) AS wanted_month
    FROM repeating
),
placed AS (
    SELECT *, (wanted_month - strftime('%m', first) + 12) % apart AS ahead
    FROM spaced
),
dated AS (
    SELECT *,
        CASE
            WHEN recurrence = '[]' THEN CASE WHEN due >= {today} THEN due END
            WHEN repeat = 'daily' THEN first
            WHEN repeat = 'weekly' THEN
                date(first, 'weekday ' || ((instr('SUMOTUWETHFRSA', repeat_day) - 1) / 2))
            WHEN repeat IS NULL THEN NULL
            WHEN {_day_in("ahead")} >= first THEN {_day_in("ahead")}
            ELSE {_day_in("ahead + apart")}
        END AS next
    FROM placed
)
SELECT task_id, position, text, kind, start, due, recurrence, day, time,
    CASE WHEN recurrence = '[]' OR kind <> 'recurring' OR due IS NULL OR next <= due THEN next END AS next_due
FROM dated
"""


def _day_in(months: str) -> str:
    """SQL for the day `day_of_month` so many months ahead of `first`, in a shorter month its last."""
    return (
        f"min(date(first, 'start of month', ({months}) || ' months', (day_of_month - 1) || ' days'), "
        f"date(first, 'start of month', ({months} + 1) || ' months', '-1 days'))"
    )
