"""Every setting, read once from the environment (or a file .env beside the project)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).parent.parent


class SettingsError(Exception):
    """A setting is missing or wrong. The message names it and shows a right one."""


def _address(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("it must start with http:// or https://, for example http://127.0.0.1:8081")
    return value.rstrip("/")


class Settings(BaseSettings):
    """The settings. Names in the environment are the same in capitals."""

    model_config = SettingsConfigDict(
        env_file=PROJECT / ".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    telegram_bot_token: SecretStr | None = None
    """From @BotFather, for example 123456:ABC-DEF. Without it the bot runs in the terminal."""
    telegram_api_base_url: Annotated[str, AfterValidator(_address)] = "https://api.telegram.org"
    """A self-hosted Bot API server, or an emulator."""
    database_url: str = f"sqlite:///{PROJECT / 'data' / 'panduan.db'}"
    """SQLite by default; postgresql://user:password@host/name for several copies of the bot."""
    data_dir: Path = PROJECT / "data"
    """Where the running bot leaves its sign of life, what it learnt, and in the terminal the files people ask for."""
    knowledge_dir: Path = PROJECT / "knowledge"
    locales_dir: Path = PROJECT / "locales"
    log_level: Annotated[str, Field(pattern="^(DEBUG|INFO|WARNING|ERROR)$")] = "INFO"


def read_settings() -> Settings:
    """The settings as they are now. Raises SettingsError with one line for each that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        lines = (f"{'.'.join(map(str, fault['loc'])).upper()}: {fault['msg']}" for fault in error.errors())
        raise SettingsError("; ".join(lines)) from None
