"""The peer: the same two answers in Django, written as its tutorial would.

A page with login, user, one row and a template; a photo behind the same checks. SQLite, sessions in the database.
Started by peers.py; `setup FOLDER PHOTO` makes the data and prints the session's cookie.
"""

import os
import sys
from pathlib import Path

import django
from django.conf import settings

FOLDER = Path(os.environ.get("PEER_FOLDER", "."))

settings.configure(
    SECRET_KEY="a key of this bench",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "peer.sqlite"}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages", "peer"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "django_templates"],
            "OPTIONS": {
                "context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth"],
                "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
            },
        }
    ],
    LANGUAGE_CODE="pl",
    USE_I18N=True,
    USE_TZ=True,
    TIME_ZONE="Europe/Warsaw",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)

if "peer" not in sys.modules:
    # The app's module, so that its models have a home.
    import types

    peer = types.ModuleType("peer")
    peer.__path__ = [str(Path(__file__).parent)]
    peer.__file__ = __file__
    sys.modules["peer"] = peer

django.setup()

from django.contrib.auth.decorators import login_required  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.http import FileResponse  # noqa: E402
from django.shortcuts import get_object_or_404, render  # noqa: E402
from django.urls import path  # noqa: E402


class Device(models.Model):
    """One row of the page."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE)
    name = models.CharField(max_length=200)
    seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "peer"


class Photo(models.Model):
    """A photo and who may see it."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE)
    file = models.CharField(max_length=200)

    class Meta:
        app_label = "peer"


@login_required
def account(request):
    return render(request, "account.html", {"devices": Device.objects.filter(owner=request.user)})


@login_required
def photo(request, pk):
    found = get_object_or_404(Photo, pk=pk, owner=request.user)
    return FileResponse(open(FOLDER / found.file, "rb"), content_type="image/jpeg")


urlpatterns = [path("account", account), path("photos/<int:pk>.jpg", photo)]


def application(environ, start_response):
    from django.core.handlers.wsgi import WSGIHandler

    global application
    application = WSGIHandler()
    return application(environ, start_response)


def setup(picture):
    from importlib import import_module

    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Device)
        editor.create_model(Photo)
    user = User.objects.create_user("rodzic", password="slonce-nad-jeziorem", first_name="Anna", last_name="Kowalska")
    Device.objects.create(owner=user, name="Mozilla/5.0 (bench)")
    (FOLDER / "photo.jpg").write_bytes(Path(picture).read_bytes())
    Photo.objects.create(owner=user, file="photo.jpg")
    store = import_module("django.contrib.sessions.backends.db").SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    print(store.session_key)


if __name__ == "__main__":
    setup(sys.argv[2])
