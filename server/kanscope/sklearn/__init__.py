"""scikit-learn estimators over this engine (extra `notebook`)."""

from kanscope.sklearn.classifier import KANClassifier
from kanscope.sklearn.regressor import KANRegressor

__all__ = ["KANClassifier", "KANRegressor"]
