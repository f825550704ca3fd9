"""Settings: from `tacitus.toml` in the working folder, then from the environment (TACITUS_…), checked once.

Read by the command line, the batch runner and the desk alone; everything below takes what it needs as
arguments.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from platformdirs import user_cache_path
from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from tacitus.errors import UsageError

FILE = "tacitus.toml"


class Settings(BaseSettings):
    """What a run may be told. `cache` holds the gazetteer, built at first use; `store` is the database,
    `reader` the learned reader's model file (by default the one that ships; "none": the rules alone).
    `double` and `hidden` are shares (0..1) of incidents that two code, and of their sheets without the
    machine's values."""

    model_config = SettingsConfigDict(env_prefix="TACITUS_", frozen=True, extra="forbid", toml_file=FILE)

    cache: Path = Field(default_factory=lambda: user_cache_path("tacitus"))
    store: Path = Path("tacitus.db")
    reader: Path | None = None
    page_seconds: Annotated[float, Field(gt=0, le=600)] = 10.0
    double: Annotated[float, Field(ge=0, le=1)] = 0.0
    hidden: Annotated[float, Field(ge=0, le=1)] = 0.1

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings() -> Settings:
    """The settings of this run. Raises UsageError, naming the setting, where one is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"setting {name}: {first['msg']}") from error
    except ValueError as error:  # tomllib's own complaint about the file
        raise UsageError(f"{FILE}: {error}") from error
