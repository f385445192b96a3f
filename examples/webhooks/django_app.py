"""Receive webhooks with Django: `HELIXAGENT_WEBHOOK_SECRET=your-webhook-secret python django_app.py runserver`.

In your project, you only need the view and its line in `urlpatterns`.
"""

from __future__ import annotations

import logging
import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from inbox import SECRETS, Inbox

from helixagent import WebhookVerificationError, webhooks

if not settings.configured:
    settings.configure(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["127.0.0.1", "localhost", "testserver"],
        SECRET_KEY=os.environ.get("DJANGO_SECRET_KEY", "for-this-example-only"),
    )

logger = logging.getLogger("webhooks")
inbox = Inbox()


# The server sends no CSRF token; its signature replaces it.
@csrf_exempt
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Verify a delivery and handle its event."""
    try:
        event = webhooks.unwrap(request.body, request.headers, SECRETS)
    except WebhookVerificationError as error:
        logger.warning("%s", error)
        return HttpResponse("Invalid signature", status=401)
    inbox.take(request.headers.get("X-HelixAgent-Delivery"), event)
    return HttpResponse("OK")


urlpatterns = [path("webhooks/helixagent", receive)]
application = get_wsgi_application()

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
