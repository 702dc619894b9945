threads_count = Integer(ENV.fetch("RAILS_MAX_THREADS", 3))
threads threads_count, threads_count

# One process needs no cluster mode, which would cost the memory of a master.
processes = Integer(ENV.fetch("WEB_CONCURRENCY", 1))
workers processes > 1 ? processes : 0
preload_app! if processes > 1
worker_shutdown_timeout 25

port ENV.fetch("PORT", 3000)
environment ENV.fetch("RAILS_ENV", "production")

# Longer than the load balancer's idle timeout (60 s): else it reuses a connection that Puma just closed, a 502.
persistent_timeout 75

# SIGTERM finishes the requests under way, then exits with 0, within the 30 s that a task has.
force_shutdown_after 25
raise_exception_on_sigterm false
