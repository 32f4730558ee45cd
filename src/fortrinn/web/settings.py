"""The one settings file: the environment decides, and what cannot be understood is refused.

Each setting is described in ``docs/settings.md``.
"""

from pathlib import Path

from csp.constants import NONE, SELF

from fortrinn.catalogue import FOLDER as CATALOGUES
from fortrinn.catalogue import ensure_compiled
from fortrinn.web import environment as env
from fortrinn.web.secret import secret_key

HERE = Path(__file__).resolve().parent

# --- what the environment decides ---------------------------------------------------------------

DATA = env.data_folder("FORTRINN_DATA")
DEBUG = env.boolean("FORTRINN_DEBUG", False)
SITE = env.site("FORTRINN_URL", "http://127.0.0.1:8000")
SECRET_KEY = secret_key(env.text("FORTRINN_SECRET_KEY"), DATA)
DATABASES = {"default": env.database("DATABASE_URL", DATA / "fortrinn.sqlite3")}
MAIL = env.mail("FORTRINN_MAIL_URL", DATA / "mail")
DEFAULT_FROM_EMAIL = env.text("FORTRINN_MAIL_FROM", f"Fortrinn <fortrinn@{SITE.host}>")
FEEDBACK_TO = env.address("FORTRINN_FEEDBACK_TO")
LOG_LEVEL = env.choice("FORTRINN_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
BEHIND_PROXY = env.boolean("FORTRINN_BEHIND_PROXY", False)
SESSION_HOURS = env.whole("FORTRINN_SESSION_HOURS", 12, least=1, most=720)
JOB_LEASE_SECONDS = env.whole("FORTRINN_JOB_LEASE_SECONDS", 60, least=2, most=3600)
WATCH_HOURS = env.whole("FORTRINN_WATCH_HOURS", 24, least=0, most=720)
DRAW_AHEAD = env.boolean("FORTRINN_DRAW_AHEAD", True)
STATIC_FOLDER = Path(env.text("FORTRINN_STATIC", str(HERE / "collected")))

EMAIL_BACKEND = "django.core.mail.backends.{}.EmailBackend".format(
    "smtp" if MAIL.is_sent else "filebased"
)
EMAIL_FILE_PATH = MAIL.folder
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.starts_secure, MAIL.turns_secure
EMAIL_TIMEOUT = 10

# --- addresses ----------------------------------------------------------------------------------

LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = [SITE.host, *env.words("FORTRINN_HOSTS")]
if SITE.host in LOCAL_HOSTS:
    ALLOWED_HOSTS += LOCAL_HOSTS
CSRF_TRUSTED_ORIGINS = [SITE.url] if SITE.secure else []
ROOT_URLCONF = "fortrinn.web.urls"
WSGI_APPLICATION = "fortrinn.web.wsgi.application"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "strategies:mine"
LOGOUT_REDIRECT_URL = "/"

# --- parts --------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "fortrinn.web.accounts",
    "fortrinn.web.strategies",
    "fortrinn.web.records",
    "fortrinn.web.jobs",
    "fortrinn.web.datasets",
    "fortrinn.web.organising",
    "fortrinn.web.arenas",
    "fortrinn.web.analysis",
    "fortrinn.web.publishing",
    "fortrinn.web.checks",
    "fortrinn.web.questions",
    "fortrinn.web.decisions",
    "fortrinn.web.adopted",
    "fortrinn.web.method",
    "fortrinn.web.feedback",
    "fortrinn.web.vision",
    "fortrinn.web.priorities",
    "fortrinn.web.implementation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "django_htmx",
]
MIDDLEWARE = [
    "fortrinn.web.middleware.RequestLog",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "fortrinn.web.middleware.PagesOfOnePerson",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "fortrinn.web.middleware.SentencesForErrors",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "fortrinn.web.forms.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fortrinn.web.context.page",
            ],
            # What nearly every page uses need not be loaded by it.
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "fortrinn.web.templatetags.fortrinn",
            ],
        },
    }
]

# --- language -----------------------------------------------------------------------------------

ensure_compiled()
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LOCALE_PATHS = [CATALOGUES]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# --- people -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "fortrinn.web.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE.secure else "http"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "fortrinn.web.accounts.forms.SignInForm",
    "change_password": "fortrinn.web.accounts.forms.ChangePasswordForm",
    "reset_password": "fortrinn.web.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "fortrinn.web.accounts.forms.NewPasswordForm",
}
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0

# --- safety -------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "report-uri": "/csp-report/",
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SITE.secure
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 31_536_000 if SITE.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SITE.secure
SECURE_HSTS_PRELOAD = SITE.secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_NAME = "__Host-session" if SITE.secure else "session"
SESSION_COOKIE_SECURE = SITE.secure
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if SITE.secure else "csrf"
CSRF_COOKIE_SECURE = SITE.secure
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "fortrinn.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000

# --- files --------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
# Collected files carry their hash in their names; others are read where they lie.
IS_COLLECTED = (STATIC_FOLDER / "staticfiles.json").is_file() and not DEBUG
STATIC_ROOT = STATIC_FOLDER if IS_COLLECTED else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        if IS_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not IS_COLLECTED
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = DATA / "files"

# --- what is kept for a while -------------------------------------------------------------------

CACHES = {
    # Shared by all processes, so that a limit on attempts counts every attempt.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}

# --- what is written down -----------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "fortrinn.web.logs.LineFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # The request log says the same without the address's own words.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
    },
}
