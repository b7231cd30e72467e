"""An outlet about its own earlier words. No opposite claim arises from either."""

from typing import Literal

from events.claims.base import Claim


class ArticleCorrected(Claim):
    """The outlet corrects a claim it stated (`target_claim`)."""

    stored_as = "article-corrected.v1"
    effect = "none"
    type: Literal["ArticleCorrected"] = "ArticleCorrected"


class ArticleRetracted(Claim):
    """The outlet withdraws a claim it stated (`target_claim`): support is gone."""

    stored_as = "article-retracted.v1"
    effect = "none"
    type: Literal["ArticleRetracted"] = "ArticleRetracted"
