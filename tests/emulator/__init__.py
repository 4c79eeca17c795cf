"""A Bot API server on localhost that refuses what Telegram refuses. `api.json` is the Bot API as data."""
