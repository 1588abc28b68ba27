"""All presets, by name."""

from kanscope.symbolic.presets.astronomy import ASTRONOMY
from kanscope.symbolic.presets.biology import BIOLOGY
from kanscope.symbolic.presets.chemistry import CHEMISTRY
from kanscope.symbolic.presets.economics import ECONOMICS
from kanscope.symbolic.presets.engineering import ENGINEERING
from kanscope.symbolic.presets.mathematics import MATHEMATICS
from kanscope.symbolic.presets.mechanics import MECHANICS
from kanscope.symbolic.presets.preset import Preset

DEFAULT = MATHEMATICS.name

_ALL = (MATHEMATICS, MECHANICS, CHEMISTRY, BIOLOGY, ASTRONOMY, ENGINEERING, ECONOMICS)

PRESETS: dict[str, Preset] = {preset.name: preset for preset in _ALL}
