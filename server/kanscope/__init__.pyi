from kanscope.model.compiler import kanpiler as kanpiler
from kanscope.model.dataset import create_dataset as create_dataset
from kanscope.model.kan import KAN as KAN
from kanscope.model.rounding import ex_round as ex_round
from kanscope.version import __version__ as __version__
