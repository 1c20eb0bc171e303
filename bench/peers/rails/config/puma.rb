# A process for each core, with ten connections to the database in all.
require "etc"

count = [10 / Etc.nprocessors, 1].max
workers Etc.nprocessors
threads count, count
bind "tcp://#{ENV.fetch("ADDR")}"
environment "production"
preload_app!
