"""Panduan PERKESO: an unofficial guide to Malaysia's social security organisation, on Telegram."""
