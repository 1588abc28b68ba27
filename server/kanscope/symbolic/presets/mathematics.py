"""Nothing preferred: every shape once, at the library's own price."""

from kanscope.symbolic.presets.preset import Preset

MATHEMATICS = Preset("mathematics", "every shape once, at its usual price")
