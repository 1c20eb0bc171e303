"""A process for each core, with ten connections to the database in all."""
import multiprocessing
import os

bind = os.environ['ADDR']
workers = multiprocessing.cpu_count()
worker_class = 'gthread'
threads = max(1, 10 // workers)
preload_app = True
accesslog = '-'
wsgi_app = 'wsgi:application'
