"""Compiles what a start and the store's services import, by importing it; compiling all would take 170 MB."""

import localstack.runtime.main  # noqa: F401
from localstack.services.plugins import SERVICE_PLUGINS

for name in ("cloudformation", "cloudwatch", "iam", "kms", "logs", "s3", "secretsmanager", "ssm", "sts"):
    SERVICE_PLUGINS.get_service(name)
