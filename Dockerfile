# One image for every process of the service; docker-compose.yml says which command each of them runs.
# Nothing is installed that a lock file does not name by hash.

# Of Debian, with this Python. A digest behind it says which (docs/deployment.md).
ARG PYTHON_IMAGE=python:3.11-slim

FROM ${PYTHON_IMAGE} AS base
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore

FROM base AS wheel
WORKDIR /source
COPY requirements-build.lock ./
RUN pip install --require-hashes --requirement requirements-build.lock
COPY pyproject.toml README.md ./
COPY inventory inventory
COPY tasks tasks
COPY bridge bridge
COPY api api
COPY console console
COPY docs/runbook.md docs/runbook.md
COPY migrations migrations
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheels .

FROM base AS installed
RUN python -m venv /opt/inventory
# The packages first: they change less often than the code.
COPY requirements.lock ./
RUN /opt/inventory/bin/pip install --require-hashes --requirement requirements.lock
COPY --from=wheel /wheels /wheels
RUN /opt/inventory/bin/pip install --no-deps --no-index /wheels/*.whl

FROM ${PYTHON_IMAGE}
RUN groupadd --system --gid 10001 inventory \
    && useradd --system --uid 10001 --gid inventory --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin inventory
COPY --from=installed /opt/inventory /opt/inventory
ENV PATH=/opt/inventory/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONFAULTHANDLER=1
# Empty, and not writable by the service: nothing that lies in the working directory can be imported by accident.
WORKDIR /srv
USER 10001:10001
