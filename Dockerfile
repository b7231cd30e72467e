# One image for every service of the project: `docker run drawdown ingest|projector|api|topics|migrate|…`.

FROM python:3.12-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
RUN python -m venv --without-pip /opt/drawdown
# Packages first: they change seldom, and this layer is the expensive one.
COPY requirements.lock ./
RUN pip --python /opt/drawdown/bin/python install --require-hashes --no-deps -r requirements.lock
# The build backend stays out of the image; its pins and hashes are those of the development lock.
COPY requirements-dev.lock ./
RUN awk '/^[a-z]/ { keep = /^(hatchling|packaging|pathspec|pluggy|tomlkit|trove-classifiers)==/ } keep' requirements-dev.lock >backend.lock \
    && python -m venv backend \
    && backend/bin/pip install --require-hashes -r backend.lock
COPY pyproject.toml README.md LICENSE ./
COPY events events
COPY services services
RUN backend/bin/python -m hatchling build -t wheel \
    && pip --python /opt/drawdown/bin/python install --no-deps dist/*.whl


FROM python:3.12-slim
LABEL org.opencontainers.image.title="drawdown" org.opencontainers.image.licenses="Apache-2.0"
# /var/lib/drawdown is the mount point of the keys: a new named volume takes its owner and mode from here.
RUN groupadd --gid 10001 drawdown \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/drawdown --shell /usr/sbin/nologin drawdown \
    && install -d -o drawdown -g drawdown -m 0755 /var/lib/drawdown
COPY --from=build /opt/drawdown /opt/drawdown
COPY samples /opt/drawdown/samples
ENV PATH=/opt/drawdown/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /opt/drawdown
USER drawdown
ENTRYPOINT ["drawdown"]
CMD ["--help"]
