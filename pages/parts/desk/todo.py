"""The catalog check on the screen: a short list of things to do, the worst first, each with its courses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import tables
from pages.parts.words import dollars, plain
from planner.phrases import count, one_line
from planner.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

    from planner.catalog import Catalog
    from planner.selling.health import Finding, Group, Health

# So many are written out; more of them stand in a table.
_FEW = 12
_NAMED = 2
_MOST_ROWS = 500
_THREE_LINES = 68


def show_verdict(catalog: Catalog, health: Health) -> None:
    """Say at a glance how the catalog stands."""
    errors = sum(_weighs(finding) for finding in health.findings)
    notes = sum(finding.note for finding in health.findings)
    safe = len(health.changes)
    figures = (
        ("Courses", f"{len(catalog.courses):,}", count(len(catalog.bundles), "bundle")),
        ("To put right", f"{errors:,}", "can't be used as it is"),
        ("To look at", f"{len(health.findings) - errors - notes:,}", "usable, but doubtful"),
        ("Safe corrections", f"{safe:,}", "in one click" if safe else "none left"),
    )
    with st.container(border=True):
        with st.grid(4, min_column_width=140):
            for label, value, below in figures:
                st.metric(label, value, below, delta_arrow="off", delta_color="off")
        if errors:
            icon, words = ":orange[:material/error_outline:]", "Some of it can't be used as it is"
        elif len(health.findings) > notes:
            icon, words = ":blue[:material/info:]", "All of it can be used; some of it is doubtful"
        else:
            icon, words = ":green[:material/task_alt:]", "Nothing to put right"
        first = f" Worst first: {health.groups[0].todo.value.lower()}." if errors else ""
        st.markdown(f"{icon} **{words}.**{first}")


def show_todo(health: Health) -> None:
    """List the things to do."""
    if not health.findings:
        st.markdown(":green[:material/task_alt:] Nothing was found that is wrong or doubtful.")
        return
    st.caption("Worst first. Open one to see what was found, and where.")
    with st.container(gap="xsmall"):
        for group in health.groups:
            _show_group(group)


def _show_group(group: Group) -> None:
    findings = group.findings
    safe = sum(finding.is_correctable for finding in findings)
    label = f"**{group.todo.value}** · {_how_many(findings)}{_which(findings)}"
    if safe:
        label += (
            " · corrected in one click" if safe == len(findings) else f" · {safe:,} corrected in one click"
        )
    with st.expander(label, icon=_icon(findings), key=f"todo-{group.todo.name.lower()}"):
        st.markdown(dollars(group.todo.remedy))
        if len(findings) <= _FEW:
            st.markdown("\n".join(_in_words(finding) for finding in findings))
        else:
            _show_table(group)


def _how_many(findings: Sequence[Finding]) -> str:
    """Count findings, and those among them that the page's first figures call to put right."""
    weighty = sum(_weighs(finding) for finding in findings)
    if not weighty:
        return f"{len(findings):,}"
    among = f"{len(findings):,}, " if weighty < len(findings) else ""
    return f"{among}{weighty:,} to put right"


def _which(findings: Sequence[Finding]) -> str:
    """Name the first courses of some findings, small, so that a list says at a glance whom it is about."""
    courses = list(dict.fromkeys(each for finding in findings for each in finding.courses))
    named = ", ".join(plain(each, 24) for each in courses[:_NAMED])
    more = f" and {len(courses) - _NAMED:,} more" if len(courses) > _NAMED else ""
    return f" :gray[· {named}{more}]" if named else ""


def _in_words(finding: Finding) -> str:
    """Write one finding as an item of a list: its courses, what was found, and where."""
    which = f"**{plain(', '.join(finding.courses), 120)}** " if finding.courses else ""
    after = "; ".join(dict.fromkeys(change.after for change in finding.changes))
    suggested = "" if after or (finding.suggestion or "") in finding.found else finding.suggestion
    nearest = f" Nearest known: {plain(suggested)}." if suggested else ""
    safe = f" Corrected to: {plain(after)}." if after else ""
    place = plain(str(finding.place), 200)
    where = f"  \n  :gray[{place}]" if place else ""
    return f"- {which}{plain(finding.found, 600)}{nearest}{safe}{where}"


def _show_table(group: Group) -> None:
    findings = group.findings
    st.dataframe(
        findings_table(findings[:_MOST_ROWS]),
        column_config=_columns(),
        hide_index=True,
        row_height=_THREE_LINES,
        alt=f"{group.todo.value}: {count(len(findings), 'finding')}, each with its courses and its place",
    )
    if len(findings) > _MOST_ROWS:
        st.caption(f"The first {_MOST_ROWS:,} of {len(findings):,}. The workbook for Excel has all.")


def _icon(findings: Iterable[Finding]) -> str:
    found = list(findings)
    if any(_weighs(finding) for finding in found):
        return ":material/error:"
    return ":material/info:" if all(finding.note for finding in found) else ":material/warning:"


def _weighs(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR and not finding.note


def findings_table(findings: Sequence[Finding]) -> pa.Table:
    """Give findings with their courses and places; a column that says nothing is left out."""
    rows = [
        {
            "Which courses": one_line(", ".join(finding.courses)),
            "Found": one_line(finding.found),
            "Nearest known": one_line(finding.suggestion or ""),
            "Corrected to": one_line("; ".join(dict.fromkeys(c.after for c in finding.changes))),
            "Sheet": one_line(finding.place.sheet or ""),
            "Row": finding.place.row,
            "Column": one_line(finding.place.column or ""),
            "File": one_line(finding.place.file or ""),
        }
        for finding in findings
    ]
    told = [name for name in (rows[0] if rows else ()) if any(row[name] not in {"", None} for row in rows)]
    return tables.table(rows, told)


def _columns() -> dict[str, Any]:
    text = st.column_config.TextColumn
    return {
        "Which courses": text("Which courses", width=150),
        "Found": text("Found", width=520),
        "Row": st.column_config.NumberColumn("Row", width="small"),
    }
