"""The base of all records that are handed on."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

__all__ = ["Frozen"]


class Frozen(BaseModel):
    """An immutable record; unknown fields of a later version are skipped when an older program reads them. No infinity."""

    model_config = ConfigDict(frozen=True, extra="ignore", validate_by_name=True, serialize_by_alias=True, allow_inf_nan=False)
