# policybrief with the faces of its documents, for a project that is mounted at /work:
#   docker build -t policybrief . && docker run --rm --user "$(id -u)" -v "$PWD:/work" policybrief build
FROM python:3.12-slim AS made
WORKDIR /src
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY src src
COPY templates templates
COPY content content
RUN python -m venv /opt/policybrief \
 && /opt/policybrief/bin/pip install --no-cache-dir '.[check,cjk,comments,import,pictures]'

FROM python:3.12-slim
# The faces that have the widths of Calibri and Cambria: for handouts and pictures.
RUN apt-get update -q \
 && apt-get install -qy --no-install-recommends fonts-crosextra-carlito fonts-crosextra-caladea \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 1000 brief \
 && install -d -o brief /work
COPY --from=made /opt/policybrief /opt/policybrief
ENV PATH=/opt/policybrief/bin:$PATH PYTHONDONTWRITEBYTECODE=1 LANG=C.UTF-8
USER brief
WORKDIR /work
ENTRYPOINT ["brief"]
CMD ["build"]
