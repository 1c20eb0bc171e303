"""What differs from Django's defaults."""
import os
import secrets
from urllib.parse import urlsplit

url = urlsplit(os.environ['DATABASE_URL'])
if url.scheme == 'postgres':
    DATABASES = {'default': {
        'ENGINE': 'django.db.backends.postgresql',
        'HOST': url.hostname,
        'PORT': url.port,
        'USER': url.username,
        'NAME': url.path.removeprefix('/'),
        'CONN_MAX_AGE': None,
    }}
else:
    DATABASES = {'default': {
        'ENGINE': 'django.db.backends.sqlite3',
        'NAME': os.environ['DATABASE_URL'],
        'OPTIONS': {'timeout': 20},
        'CONN_MAX_AGE': None,
    }}

ALLOWED_HOSTS = ['127.0.0.1', 'localhost']
DEBUG = False
DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'
INSTALLED_APPS = ['django.contrib.auth', 'django.contrib.contenttypes', 'rest_framework', 'posts']
MIDDLEWARE = [
    'django.middleware.security.SecurityMiddleware',
    'django.middleware.common.CommonMiddleware',
    'django.middleware.csrf.CsrfViewMiddleware',
    'django.middleware.clickjacking.XFrameOptionsMiddleware',
]
ROOT_URLCONF = 'urls'
SECRET_KEY = secrets.token_hex()
TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True}]
TIME_ZONE = 'UTC'
USE_TZ = True

REST_FRAMEWORK = {
    'DEFAULT_AUTHENTICATION_CLASSES': [],
    'DEFAULT_PERMISSION_CLASSES': [],
    'DEFAULT_RENDERER_CLASSES': ['rest_framework.renderers.JSONRenderer'],
    'DEFAULT_PARSER_CLASSES': ['rest_framework.parsers.JSONParser'],
    'UNAUTHENTICATED_USER': None,
}
