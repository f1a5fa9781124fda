"""Whether a contact came about, by what is told after it."""

from __future__ import annotations

import pytest
from reading import one_contact

from kg.knowledge.lexicon import Lexicon
from kg.model import Status

A, B = "Tổng thống Brazil Lula da Silva", "Tổng thống Argentina Javier Milei"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Cuộc hội đàm giữa {} và {} đã diễn ra.", Status.OCCURRED),
        ("Cuộc hội đàm giữa {} và {} đã bị hủy.", Status.DENIED),
        ("Cuộc hội đàm giữa {} và {} sẽ không diễn ra.", Status.DENIED),
        ("Cuộc hội đàm giữa {} và {} có thể diễn ra.", Status.PROPOSED),
        ("Cuộc hội đàm giữa {} và {} được lên kế hoạch vào tháng tới.", Status.PLANNED),
        ("{} đang trên đường tới Bắc Kinh để gặp {}.", Status.PLANNED),
        ("{} tới Bắc Kinh để gặp {}.", Status.OCCURRED),
        ("{} gọi điện cho {} nhưng ông này không nhấc máy.", Status.DENIED),
        ("Phía Argentina không nhấc máy khi {} gọi cho {}.", Status.DENIED),
        ("{} gọi điện cho {} nhưng không nêu chi tiết.", Status.OCCURRED),
        ("{} muốn gặp {} nhưng bị từ chối.", Status.DENIED),
        ("{} muốn gặp {} ở Paris nhưng phía Argentina không vội.", Status.PROPOSED),
        ("{} đề nghị gặp {}, và phía Argentina đã đồng ý.", Status.PLANNED),
        ("{} dự kiến gặp {} ngày 3/5 nhưng phía Argentina đã hủy.", Status.DENIED),
    ],
)
def test_what_is_told_after(text: str, status: Status, lexicon: Lexicon) -> None:
    assert one_contact(text.format(A, B), lexicon).status is status
