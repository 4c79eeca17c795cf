# The bot alone: slim, without the tests' tools, as a user that owns nothing but its data.
FROM python:3.11-slim
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DATA_DIR=/data DATABASE_URL=sqlite:////data/panduan.db
WORKDIR /app
COPY pyproject.toml constraints.txt LICENSE README.md ./
COPY bot ./bot
RUN pip install --no-cache-dir --constraint constraints.txt --editable '.[postgres]'
COPY knowledge ./knowledge
COPY locales ./locales
# Knowledge that is not fit to publish stops the build here, not the bot later.
RUN python -m bot check \
    && useradd --system --no-create-home bot && mkdir /data && chown bot /data
USER bot
VOLUME /data
# Touched after every poll: a bot that no longer asks Telegram for updates is not well.
HEALTHCHECK --interval=1m --start-period=30s CMD test "$(find /data/alive -mmin -3)"
CMD ["python", "-m", "bot", "run"]
