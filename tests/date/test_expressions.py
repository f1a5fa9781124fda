"""Date expressions by themselves: which leave their year to the context."""

from __future__ import annotations

import pytest
from reading import dates


@pytest.mark.parametrize(
    ("text", "open_year"),
    [
        ("ngày 9/9", True),
        ("tháng 9", True),
        ("ngày 9/9/2020", False),
        ("tháng 9 năm ngoái", False),
        ("ngày 9/9 cùng năm", False),
        ("hôm qua", False),
        ("năm 2020", False),
    ],
)
def test_which_leave_their_year_open(text: str, open_year: bool) -> None:
    (found,) = dates(text)
    assert found.open_year is open_year
