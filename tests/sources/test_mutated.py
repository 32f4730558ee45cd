"""Changed samples for every decoder and file reader; the long run is ``sources.mutating``."""

import pytest

from sources.fuzzing import examples
from sources.mutating import Reader, try_out
from sources.readers import READERS


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_changed_sample_is_read_rightly_or_refused(reader: Reader):
    tried = max(examples() // 3, 1)
    read = try_out(reader, tried)
    assert 0 < read <= tried
