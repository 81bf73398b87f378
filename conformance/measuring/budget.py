"""What was seen of each rule on each control, kept as a table that later runs add to, and its page."""
import collections
import csv
import datetime
import math
import pathlib

DOCS = pathlib.Path(__file__).resolve().parents[1] / "docs"
TABLE = DOCS / "flake-budget.csv"
PAGE = DOCS / "flake-budget.md"
STATES = {"idle": "Idle", "load": "Under load"}
COUNTED = ("passed", "failed", "inconclusive", "error")
TOLD = ("failed", "inconclusive", "error")
FIELDS = ("state", "control", "rule", "runs", *COUNTED, "first", "last", "seen")
MOST_INCONCLUSIVE = 0.02
WORDS = 300  # of what was seen, so many letters
NO_REPORT = "(no report)"  # in place of a rule


class Budget:
    """Counts by state, control and rule."""

    def __init__(self):
        self.rows = {}

    @classmethod
    def load(cls):
        budget = cls()
        if TABLE.exists():
            with TABLE.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    budget.rows[row["state"], row["control"], row["rule"]] = {
                        **row, **{name: int(row[name]) for name in ("runs", *COUNTED)}}
        return budget

    def save(self):
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.rows[key] for key in sorted(self.rows))

    def forget(self, state, rules):
        """All of a state, or what was seen of some rules, which may have been mended since."""
        for key in [key for key in self.rows if key[0] == state and (not rules or key[2] in rules)]:
            del self.rows[key]

    def row(self, state, control, rule):
        today = datetime.date.today().isoformat()
        row = self.rows.setdefault((state, control, rule), dict.fromkeys(FIELDS, 0) | {
            "state": state, "control": control, "rule": rule, "first": today, "seen": ""})
        row["last"] = today
        return row

    def add(self, state, control, report):
        """The counts of a report, which may be of several repetitions."""
        said = {rule["id"]: rule for rule in report["rules"]}
        tallies = report.get("tallies") or [{"id": rule["id"], rule["status"]: 1} for rule in report["rules"]]
        for tally in tallies:
            if not executions(collections.Counter({status: tally.get(status, 0) for status in COUNTED})):
                continue  # not applicable
            row = self.row(state, control, tally["id"])
            row["runs"] += report["run"]["repetitions"]
            for status in COUNTED:
                row[status] += tally.get(status, 0)
            rule = said.get(tally["id"])
            if rule and rule["status"] in TOLD and not (rule["status"] == "inconclusive" and wrong(row)):
                words = rule["reason"] or f"{rule['expected']} – but {rule['observed']}"
                row["seen"] = f"{rule['status']}: {' '.join(words.split())}"[:WORDS]

    def add_no_report(self, state, control, words):
        row = self.row(state, control, NO_REPORT)
        row["runs"] += 1
        row["error"] += 1
        row["seen"] = " ".join(words.split())[:WORDS]

    def of(self, state):
        return [self.rows[key] for key in sorted(self.rows) if key[0] == state]

    def is_kept(self, state):
        total = sum_of(self.of(state))
        return (executions(total) > 0 and not wrong(total)
                and total["inconclusive"] <= MOST_INCONCLUSIVE * executions(total))


def sum_of(rows):
    return sum((collections.Counter({status: row[status] for status in COUNTED}) for row in rows), collections.Counter())


def executions(counter):
    return sum(counter[status] for status in COUNTED)


def wrong(counter):
    return counter["failed"] + counter["error"]


def at_most(bad, all_of_them):
    """The rate at which so few are bad with a probability of 5 % only (Clopper and Pearson)."""
    if not all_of_them or bad >= all_of_them:
        return 1.0

    def so_few(rate):
        return sum(math.exp(math.lgamma(all_of_them + 1) - math.lgamma(k + 1) - math.lgamma(all_of_them - k + 1)
                            + k * math.log(rate) + (all_of_them - k) * math.log1p(-rate)) for k in range(bad + 1))

    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if so_few(middle) > 0.05 else (low, middle)
    return high


def percent(rate):
    return f"{100 * rate:.2g} %"


def by(name, rows):
    groups = collections.defaultdict(list)
    for row in rows:
        groups[row[name]].append(row)
    return sorted(groups.items())


def section(budget, state, timed, remark=""):
    """What a state has shown, as lines of a page."""
    rows = budget.of(state)
    total = sum_of(rows)
    days = sorted({row["first"] for row in rows} | {row["last"] for row in rows})
    yield f"## {STATES[state]}"
    yield ""
    yield (f"{' to '.join(dict.fromkeys((days[0], days[-1])))}: {executions(total)} executions, {wrong(total)} wrong, "
           f"{total['inconclusive']} inconclusive; the rate of wrong ones is at most "
           f"{percent(at_most(wrong(total), executions(total)))}. The budget is "
           f"{'kept' if budget.is_kept(state) else '**broken**'}.{remark}")
    yield ""
    yield "| control | runs | executions | wrong | inconclusive |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for control, group in by("control", rows):
        counter = sum_of(group)
        yield (f"| {control} | {max(row['runs'] for row in group)} | {executions(counter)} | {wrong(counter)} "
               f"| {counter['inconclusive']} |")
    yield ""
    yield "| rule | executions | wrong | inconclusive | wrong at most |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for rule, group in by("rule", rows):
        counter = sum_of(group)
        yield (f"| {rule}{' (timed)' if rule in timed else ''} | {executions(counter)} | {wrong(counter)} "
               f"| {counter['inconclusive']} | {percent(at_most(wrong(counter), executions(counter)))} |")
    if any(row["seen"] for row in rows):
        yield ""
        yield "Seen, the latest of each:"
        yield ""
        yield from (f"- {row['rule']} on {row['control']}: {row['seen']}" for row in rows if row["seen"])


INTRODUCTION = """# Flake budget

How often each rule fails on subjects that are right. `conformance/measure-flakes --write` adds to this page and to
[flake-budget.csv](flake-budget.csv), where each control has its own counts; with `--load` both processors are busy, and
the subject is stopped for 300 ms every three seconds or so. *wrong* are failures and errors of the suite; *wrong at most*
is the upper end of the 95 % confidence interval (Clopper and Pearson, one-sided; with nothing wrong in n executions about
3/n). The sentence of a *timed* rule has a time in it; no other may fail on time. The budget: nothing wrong, at most 2 %
inconclusive.
"""


def write_page(budget, timed):
    page = INTRODUCTION
    for state in STATES:
        if budget.of(state):
            page += "\n" + "\n".join(section(budget, state, timed)) + "\n"
    PAGE.write_text(page, encoding="utf-8")
