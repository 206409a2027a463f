# The pages and the commands, for compose.yaml: one image, no compiler, no root.
FROM python:3.12-slim-bookworm AS built

WORKDIR /src
COPY . .
RUN python -m venv /opt/coalition \
    && /opt/coalition/bin/pip install --no-cache-dir -c constraints.txt '.[auth]'

FROM python:3.12-slim-bookworm

COPY --from=built /opt/coalition /opt/coalition
RUN useradd --uid 10001 --create-home coalition \
    && install --directory --owner=coalition --group=coalition --mode=0700 /var/lib/coalition /var/backups/coalition
ENV PATH=/opt/coalition/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    COALITION_HOME=/var/lib/coalition
USER 10001
EXPOSE 8501
ENTRYPOINT ["coalition"]
CMD ["--help"]
