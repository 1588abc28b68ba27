"""Laws from tables: `stages` looks for them step by step, `finish` makes the constants of the best exact."""

from kanscope.symbolic.discovery.finish import finish
from kanscope.symbolic.discovery.law import Law
from kanscope.symbolic.discovery.problem import Problem
from kanscope.symbolic.discovery.stage import Stage
from kanscope.symbolic.discovery.stages import stages

__all__ = ["Law", "Problem", "Stage", "finish", "stages"]
