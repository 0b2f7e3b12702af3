"""The zip file that a workbook is: without dates, and with the values of its formulas filled in."""

from __future__ import annotations

import re
import zipfile
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.writing.repeated_rows import Expansion

# A formula's cell as openpyxl writes it, and its name.
_FORMULA_CELL = re.compile(rb'(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f>)(?:<v ?/>|<v></v>)')


class UndatedArchive(zipfile.ZipFile):
    """A zip archive whose members carry no time of day, so that equal content is equal bytes.

    openpyxl leaves the value of a formula empty. ``stored`` has them: of each member, by cell. ``expansions``
    tells of the members whose rows are patterns how they become the rows they stand for.
    """

    stored: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    expansions: Mapping[str, Expansion] = MappingProxyType({})

    def writestr(  # type: ignore[override]  # openpyxl only ever gives a name and the data
        self, zinfo_or_arcname: str, data: bytes | str, *_: object, **__: object
    ) -> None:
        """Add a member from memory."""
        member = zipfile.ZipInfo(zinfo_or_arcname)
        member.compress_type = self.compression
        super().writestr(member, data)

    def write(  # type: ignore[override]  # as above
        self, filename: str, arcname: str, *_: object, **__: object
    ) -> None:
        """Add a member from a file."""
        member = zipfile.ZipInfo(arcname)
        member.compress_type = self.compression
        values, expansion = self.stored.get(arcname), self.expansions.get(arcname)
        with open(filename, "rb") as source, self.open(member, "w") as target:  # noqa: PTH123 - openpyxl's own
            if values:
                target.write(_with_values(source.read(), values))
            if expansion is not None:
                for part in expansion.expanded(source.read()):
                    target.write(part)
            while chunk := source.read(1 << 16):
                target.write(chunk)


def _with_values(sheet: bytes, values: Mapping[str, str]) -> bytes:
    """Put the values that formulas have now into the XML of a sheet."""

    def with_value(formula: re.Match[bytes]) -> bytes:
        return formula[1] + f"<v>{values[formula[2].decode()]}</v>".encode()

    return _FORMULA_CELL.sub(with_value, sheet)
